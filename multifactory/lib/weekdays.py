"""Days of the week as one number: a column, a form field of seven boxes, and their words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EVERY_DAY = 0b1111111


def weekday_mask(days: Iterable[int]) -> int:
    """Days, 0 for Monday to 6 for Sunday, as the number that is stored."""
    return sum(1 << day for day in set(days))


def weekdays_in(mask: int) -> list[int]:
    return [day for day in range(7) if mask >> day & 1]


def holds_on(mask: int, day: date) -> bool:
    """Whether a local day is one of them."""
    return bool(mask >> day.weekday() & 1)


def describe_weekdays(mask: int) -> str:
    """ "every day", "Mon–Fri", "Tue, Thu": days in a row of three or more are joined."""
    if mask == EVERY_DAY:
        return _("every day")
    days, parts = weekdays_in(mask), []
    while days:
        length = next((n for n in range(len(days), 0, -1) if days[n - 1] - days[0] == n - 1), 1)
        run, days = days[:length], days[length:]
        names = [str(WEEKDAYS_ABBR[day]) for day in run]
        parts += [f"{names[0]}–{names[-1]}"] if length > 2 else names
    return ", ".join(parts)


class WeekdaysFormField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("min_value", "max_value"):
            kwargs.pop(unused, None)
        super().__init__(choices=list(WEEKDAYS.items()), coerce=int, empty_value=None, **kwargs)

    def clean(self, value: Any) -> Any:
        days = super().clean(value)
        return None if days is None else weekday_mask(days)

    def prepare_value(self, value: Any) -> Any:
        return weekdays_in(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class WeekdaysField(models.PositiveSmallIntegerField):
    """At least one day of the week; every day unless said otherwise."""

    default_validators = [
        MinValueValidator(1, gettext_lazy("Choose at least one day.")),
        MaxValueValidator(EVERY_DAY),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": EVERY_DAY, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("widget", None)  # the back-office brings its box for numbers along
        return super().formfield(**{"form_class": WeekdaysFormField, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, kwargs
