"""What the forms of the building share."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.models import Resolution
from multifactory.lib.forms import hand_over
from spaces.models import Space
from spaces.rules import check_stamp, unit_stamp


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
