"""What people enter about duties."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.days import DayInput
from multifactory.lib.formats import format_day
from multifactory.lib.stamps import StampedMixin
from spaces.building.forms import choices_of
from spaces.building.models import Space
from spaces.upkeep.duties.models import Duty, ProposedDuty
from spaces.upkeep.duties.turn_models import Turn

TERMS = ("name", "text", "minutes", "weekdays", "key", "least_minutes", "starts_on")


class ProposedDutyForm(StampedMixin, forms.ModelForm):
    """The duty a proposal sets."""

    class Meta:
        model = ProposedDuty
        fields = [*TERMS, "space"]
        widgets = {"starts_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "space").queryset = Space.objects.existing().exclude(kind=Space.Kind.UNIT)


class DayLabelField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return format_day(obj.day)


class AcceptForm(forms.Form):
    """Take a turn over, for one of one's own or for nothing."""

    in_return = DayLabelField(
        label=_("In return, give them your turn of"),
        queryset=Turn.objects.none(),
        required=False,
        empty_label=_("None: the tally makes up for it"),
    )

    def __init__(self, *args: Any, duty: Duty, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Turn.objects.coming(timezone.localdate()).filter(duty=duty, company=company)
        choices_of(self, "in_return").queryset = own


class WhoDidForm(forms.Form):
    """For coordinators: who did a turn."""

    done_by = forms.ModelChoiceField(
        label=_("Done by"),
        queryset=Company.objects.none(),
        required=False,
        empty_label=_("Nobody: it was missed"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "done_by").queryset = Company.objects.current()
