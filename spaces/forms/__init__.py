"""What people enter about spaces."""

from spaces.forms.allocations import AllocateForm, EndForm, ExtendForm, VoidForm
from spaces.forms.base import OwnWordsForm
from spaces.forms.bookings import LOCAL_FORMAT, BookingForm, CancelForm
from spaces.forms.days import DayField, DayForm
from spaces.forms.plans import ChooseForm, PlanUploadForm, PublishForm
from spaces.forms.proposed import ProposedAllocationForm, ProposedEndForm
from spaces.forms.renewal import ConditionForm, RenewalForm
from spaces.forms.requests import AllocateOfferForm, OfferForm, RefuseForm, RequestAdminForm, RequestForm
from spaces.forms.reshaping import ChangeConditionForm, MergeForm, SplitForm, SwapForm
from spaces.forms.spaces import SpaceForm

__all__ = [
    "LOCAL_FORMAT",
    "AllocateForm",
    "AllocateOfferForm",
    "BookingForm",
    "CancelForm",
    "ChangeConditionForm",
    "ChooseForm",
    "ConditionForm",
    "DayField",
    "DayForm",
    "EndForm",
    "ExtendForm",
    "MergeForm",
    "OfferForm",
    "OwnWordsForm",
    "PlanUploadForm",
    "ProposedAllocationForm",
    "ProposedEndForm",
    "PublishForm",
    "RefuseForm",
    "RenewalForm",
    "RequestAdminForm",
    "RequestForm",
    "SpaceForm",
    "SplitForm",
    "SwapForm",
    "VoidForm",
]
