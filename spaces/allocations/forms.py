"""What coordinators enter about who holds a unit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.days import DayInput
from multifactory.lib.forms import add_errors
from multifactory.lib.text.forms import LineField
from spaces.allocations.edit_tokens import check_unit_unchanged, unit_edit_token, units_edit_token
from spaces.allocations.models import Allocation
from spaces.allocations.rules import check_end
from spaces.allocations.validation import check_allocation
from spaces.building.forms import SkipConstraintsForm, choices_of, offer_adopted_resolutions
from spaces.building.models import Space
from spaces.building.rules import decision_faults


class AllocationChangeForm(SkipConstraintsForm):
    """About who holds a unit. `stamp` is the edit token of the unit when the page was opened."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    resolution_field = "resolution"

    def __init__(self, *args: Any, unit: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if self.resolution_field in self.fields:
            offer_adopted_resolutions(self, self.resolution_field)
            choices_of(self, self.resolution_field).empty_label = _("No resolution")
        if unit is not None:
            self.fields["stamp"].initial = unit_edit_token(unit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["edit_token"] = cleaned.pop("stamp", None)
        if not self.errors:
            try:
                if self.unit is not None:
                    check_unit_unchanged(self.unit, cleaned["edit_token"])
                self.check(cleaned)
            except ValidationError as error:
                add_errors(self, error)
        return self.cleaned_data

    def check(self, cleaned: dict[str, Any]) -> None:
        """Raise what the service would refuse."""


class DecisionForm(forms.Form):
    """About several units at once, or about more than who holds one: on a day, by a decision.

    What the service would refuse is found by trying it, so the form only asks.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(label=_("From which day"), widget=DayInput())
    resolution = forms.ModelChoiceField(
        Resolution.objects.none(), label=_("Decided by"), required=False, empty_label=_("No resolution")
    )
    reason = LineField(
        label=_("Reason, if there is no resolution"),
        max_length=200,
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    field_order: Sequence[str] = ()
    last = ("day", "resolution", "reason")

    def __init__(self, *args: Any, units: Sequence[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        offer_adopted_resolutions(self)
        self.fields["stamp"].initial = units_edit_token(units)
        self.ask()
        self.order_fields([name for name in self.fields if name not in self.last])

    def ask(self) -> None:
        """Add the fields that depend on the units."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["edit_token"] = cleaned.pop("stamp", None)
        if not self.errors:
            faults = decision_faults(cleaned["resolution"], cleaned["reason"])
            for name, fault in faults.items():
                self.add_error(name, fault)
        return self.cleaned_data


class AllocateForm(AllocationChangeForm):
    """Give a unit to a company; the unit is chosen here, or before (`unit`)."""

    class Meta:
        model = Allocation
        fields = ["unit", "company", "kind", "start_on", "end_on", "resolution", "reason"]
        widgets = {"start_on": DayInput(), "end_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "company").queryset = Company.objects.current()
        if self.unit is not None:
            del self.fields["unit"]
        else:
            choices_of(self, "unit").queryset = Space.objects.units().existing().order_by("code")

    def check(self, cleaned: dict[str, Any]) -> None:
        terms = ("company", "start_on", "end_on", "kind", "resolution", "reason")
        check_allocation(self.unit or cleaned["unit"], **{name: cleaned[name] for name in terms})


class ExtendForm(AllocationChangeForm):
    """Let a company go on after its end: until when, and why. Without a day, without an end."""

    class Meta:
        model = Allocation
        fields = ["end_on", "resolution", "reason"]
        widgets = {"end_on": DayInput()}
        help_texts = {
            "end_on": _("The first day the unit is free again. Leave empty if there is no end date.")
        }


class EndForm(AllocationChangeForm):
    """Make a unit free from a day on."""

    resolution_field = "end_resolution"

    class Meta:
        model = Allocation
        fields = ["end_on", "end_resolution", "end_reason"]
        widgets = {"end_on": DayInput()}

    def check(self, cleaned: dict[str, Any]) -> None:
        if not self.has_changed():
            return
        if cleaned.get("end_on") is None:
            raise ValidationError({"end_on": _("Say from which day the unit is free.")})
        # The form has put its values into its own row; the rule looks at the row as it is kept.
        recorded = Allocation.objects.get(pk=self.instance.pk)
        resolution, reason = cleaned["end_resolution"], cleaned["end_reason"]
        check_end(recorded, end_on=cleaned["end_on"], resolution=resolution, reason=reason)
