"""What people enter about spaces."""

from spaces.forms.allocations import AllocateForm, EndForm, VoidForm
from spaces.forms.base import OwnWordsForm
from spaces.forms.bookings import LOCAL_FORMAT, BookingForm, CancelForm
from spaces.forms.days import DayField, DayForm
from spaces.forms.plans import ChooseForm, PlanUploadForm, PublishForm
from spaces.forms.proposed import ProposedAllocationForm, ProposedEndForm

__all__ = [
    "LOCAL_FORMAT",
    "AllocateForm",
    "BookingForm",
    "CancelForm",
    "ChooseForm",
    "DayField",
    "DayForm",
    "EndForm",
    "OwnWordsForm",
    "PlanUploadForm",
    "ProposedAllocationForm",
    "ProposedEndForm",
    "PublishForm",
    "VoidForm",
]
