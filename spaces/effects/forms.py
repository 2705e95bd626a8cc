"""What a proposal would do to a unit. What stands in its way is said while it is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.days import DayInput
from multifactory.lib.forms import add_errors
from multifactory.lib.stamps import StampedMixin
from spaces.allocations.models import Allocation
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space
from spaces.effects.models import ProposedAllocation, ProposedEnd, ProposedQuietHours
from spaces.effects.validation import (
    check_proposed_allocation,
    check_proposed_end,
    check_proposed_quiet_hours,
)


class ProposedForm(StampedMixin, SkipConstraintsForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for name, value in cleaned.items():
                setattr(self.instance, name, value)
            try:
                self.check()
            except ValidationError as error:
                add_errors(self, error)
        return self.cleaned_data

    def check(self) -> None:
        """Raise what stands in the way of the row."""


class ProposedAllocationForm(ProposedForm):
    choices_missing_texts = {
        "unit": _("There are no units yet. Coordinators add them in the back office."),
    }

    class Meta:
        model = ProposedAllocation
        fields = ["unit", "company", "kind", "start_on", "end_on"]
        widgets = {"start_on": DayInput(), "end_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "unit").queryset = Space.objects.units().existing().order_by("code")
        choices_of(self, "company").queryset = Company.objects.current()

    def check(self) -> None:
        check_proposed_allocation(self.instance)


class ProposedEndForm(ProposedForm):
    choices_missing_texts = {
        "allocation": _("No unit is allocated today, so no allocation can end."),
    }

    class Meta:
        model = ProposedEnd
        fields = ["allocation", "end_on"]
        widgets = {"end_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Allocation.objects.on().select_related("unit", "company")
        choices_of(self, "allocation").queryset = running.order_by("unit__code")

    def check(self) -> None:
        check_proposed_end(self.instance)


class ProposedQuietHoursForm(ProposedForm):
    class Meta:
        model = ProposedQuietHours
        fields = ["name", "weekdays", "starts", "ends", "valid_from", "valid_to", "warns_others"]
        widgets = {
            "starts": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "valid_from": DayInput(),
            "valid_to": DayInput(),
        }

    def check(self) -> None:
        check_proposed_quiet_hours(self.instance)
