"""What people enter about spaces."""

from spaces.forms.allocations import AllocateForm, EndForm, ExtendForm, VoidForm
from spaces.forms.base import OwnWordsForm
from spaces.forms.bookings import LOCAL_FORMAT, BookingForm, CancelForm
from spaces.forms.reshaping import ChangeConditionForm, MergeForm, SplitForm, SwapForm
from spaces.forms.spaces import SpaceForm

__all__ = [
    "LOCAL_FORMAT",
    "AllocateForm",
    "BookingForm",
    "CancelForm",
    "ChangeConditionForm",
    "EndForm",
    "ExtendForm",
    "MergeForm",
    "OwnWordsForm",
    "SpaceForm",
    "SplitForm",
    "SwapForm",
    "VoidForm",
]
