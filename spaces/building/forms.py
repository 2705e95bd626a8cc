"""What the forms of the building share: the day looked at, choices, and voiding."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField, construct_instance
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Outcome
from governance.resolutions.models import Resolution
from multifactory.lib.days import DAY_INPUT, DayField
from multifactory.lib.text.forms import LineField


def choices_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


def offer_adopted_resolutions(form: forms.BaseForm, name: str = "resolution") -> None:
    """Let a field choose among the resolutions that were adopted: no other decides anything."""
    choices_of(form, name).queryset = Resolution.objects.filter(outcome=Outcome.ADOPTED)


class SkipConstraintsForm(forms.ModelForm):
    """Checks of its own say what the constraints of the row say, at the field and with names."""

    def _post_clean(self) -> None:
        """As that of ModelForm, which has no switch for the constraints of the row."""
        form: Any = self  # the stubs leave out what is private
        exclude = form._get_validation_exclusions()
        exclude |= {name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)}
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self.instance.full_clean(exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            form._update_errors(error)
        if form._validate_unique:
            self.validate_unique()


class DayForm(forms.Form):
    """`?on=2019-05-01`; without it, today."""

    on = DayField(label=_("The building as of"))

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query if query.get("on") else {"on": timezone.localdate()})

    @property
    def day(self) -> date:
        """The day that is meant; today where what was asked for is none."""
        return (self.cleaned_data.get("on") if self.is_valid() else None) or timezone.localdate()

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @property
    def query(self) -> str:
        """What links add to stay on the day: nothing today."""
        return "" if self.is_today else f"on={self.day.strftime(DAY_INPUT)}"


class VoidForm(forms.Form):
    """Say why an allocation was a mistake."""

    reason = LineField(label=_("Why it was a mistake"), max_length=200, strip=True)
