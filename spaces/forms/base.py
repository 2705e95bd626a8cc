"""What the forms of the building share."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.models import Resolution
from multifactory.lib.forms import hand_over
from spaces.models import Space
from spaces.rules import check_stamp, decision_faults, stamp_of, unit_stamp


def choices_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


class OwnWordsForm(forms.ModelForm):
    """Checks of its own say what the constraints of the row say, at the field and with names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = lambda exclude=None: None


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StampedForm(OwnWordsForm):
    """About who holds a unit. `stamp` says what the unit was when the page was opened."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    resolution_field = "resolution"

    def __init__(self, *args: Any, unit: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if self.resolution_field in self.fields:
            choices_of(self, self.resolution_field).queryset = Resolution.objects.filter(outcome="adopted")
            choices_of(self, self.resolution_field).empty_label = _("No resolution")
        if unit is not None:
            self.fields["stamp"].initial = unit_stamp(unit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                if self.unit is not None:
                    check_stamp(self.unit, cleaned["stamp"])
                self.check(cleaned)
            except ValidationError as error:
                hand_over(self, error)
        return self.cleaned_data

    def check(self, cleaned: dict[str, Any]) -> None:
        """Raise what the service would refuse."""


class ActForm(forms.Form):
    """About several units at once, or about more than who holds one: on a day, by a decision.

    What the service would refuse is found by trying it, so the form only asks.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(label=_("From which day"), widget=date_input())
    resolution = forms.ModelChoiceField(
        Resolution.objects.none(), label=_("Decided by"), required=False, empty_label=_("No resolution")
    )
    reason = forms.CharField(
        label=_("Reason, where there is no resolution"),
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
        choices_of(self, "resolution").queryset = Resolution.objects.filter(outcome="adopted")
        self.fields["stamp"].initial = stamp_of(units)
        self.ask()
        self.order_fields([name for name in self.fields if name not in self.last])

    def ask(self) -> None:
        """Add the fields that depend on the units."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            faults = decision_faults(cleaned["resolution"], cleaned["reason"])
            for name, fault in faults.items():
                self.add_error(name, fault)
        return self.cleaned_data
