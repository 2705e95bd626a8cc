"""When a company leaves: as it says itself, and as a proposal to exclude it says."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.departures.models import ProposedExclusion
from governance.departures.services import check_notice, ensure_can_leave
from members.companies.models import Company
from multifactory.lib.days import DayField, DayInput
from multifactory.lib.forms import add_errors
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField

MONTHS_OF_LAW = timedelta(days=92)  # three months and the days a month may have more (civil code, art. 24)


def usual_leaving_day(today: date) -> date:
    """The end of the year, if it is at least three months away; else the end of the next."""
    new_year = date(today.year + 1, 1, 1)
    return new_year if new_year - today >= MONTHS_OF_LAW else date(today.year + 2, 1, 1)


class DepartureForm(forms.Form):
    leaves_on = DayField(
        label=_("First day your company is no longer a member"),
        help_text=_(
            "Unless your statute says otherwise, a member leaves at the end of the year, and says so at least"
            " three months before (civil code, art. 24)."
        ),
    )
    note = LineField(
        label=_("A few words to the others"),
        max_length=300,
        required=False,
        help_text=_("All companies read it."),
    )
    is_sure = forms.BooleanField(
        label=_("Yes, our company leaves the multifactory"),
        error_messages={"required": _("Tick this to confirm that your company leaves.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("leaves_on", usual_leaving_day(timezone.localdate()))

    def clean_leaves_on(self) -> date:
        day = self.cleaned_data["leaves_on"]
        try:
            check_notice(day)
        except ValidationError as error:
            raise ValidationError(error.message_dict["leaves_on"]) from error
        return day


class ProposedExclusionForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = ProposedExclusion
        fields = ("company", "leaves_on")
        widgets = {"leaves_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["company"]).queryset = Company.objects.current()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if company := cleaned.get("company"):
            try:
                ensure_can_leave(company)
            except ValidationError as error:
                add_errors(self, error)
        return cleaned
