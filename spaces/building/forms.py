"""What the forms of the building share: the day looked at, choices, and voiding."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.building.formats import format_day


def choices_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


class SkipConstraintsForm(forms.ModelForm):
    """Checks of its own say what the constraints of the row say, at the field and with names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = lambda exclude=None: None


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


FIRST_DAY = date(1900, 1, 1)


YEARS_AHEAD = 10


def last_day() -> date:
    return date(timezone.localdate().year + YEARS_AHEAD, 12, 31)


class DayField(forms.DateField):
    """A day from 1900 to ten years ahead, from the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": _("This is no day of the calendar. Write it like 2024-03-31."),
        "range": _("Choose a day from %(first)s to %(last)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= last_day():
            raise ValidationError(
                self.error_messages["range"],
                code="range",
                params={"first": format_day(FIRST_DAY), "last": format_day(last_day())},
            )
        return day


class DayForm(forms.Form):
    """`?on=2019-05-01`; without it, today."""

    on = DayField(label=_("The building on"))

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
        return "" if self.is_today else f"on={self.day:%Y-%m-%d}"


class VoidForm(forms.Form):
    """Say why an allocation was a mistake."""

    reason = forms.CharField(label=_("Why it was a mistake"), max_length=200, strip=True)
