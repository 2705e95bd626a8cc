"""What people enter about spaces."""

from spaces.forms.allocations import AllocateForm, EndForm, VoidForm
from spaces.forms.base import OwnWordsForm
from spaces.forms.bookings import LOCAL_FORMAT, BookingForm, CancelForm

__all__ = [
    "LOCAL_FORMAT",
    "AllocateForm",
    "BookingForm",
    "CancelForm",
    "EndForm",
    "OwnWordsForm",
    "VoidForm",
]
