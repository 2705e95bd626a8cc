"""Days and times as people enter them, in a form or in an address."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.formats import format_day

DAY_INPUT = "%Y-%m-%d"  # what <input type="date"> sends and shows
MOMENT_INPUT = "%Y-%m-%dT%H:%M"  # the same of <input type="datetime-local">
FIRST_DAY = date(1900, 1, 1)
YEARS_AHEAD = 10


def last_day() -> date:
    """The last day anybody may ask for: the end of a year, ten years ahead."""
    return date(timezone.localdate().year + YEARS_AHEAD, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own picker of days."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "date"} | (attrs or {}), format=DAY_INPUT)


class DayField(forms.DateField):
    """A day from 1900 to ten years ahead, from the browser's own picker."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("This is not a valid date. Write it like this: 2024-03-31."),
        "range": _("Choose a day from %(first)s to %(last)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[DAY_INPUT], **kwargs)

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= last_day():
            params = {"first": format_day(FIRST_DAY), "last": format_day(last_day())}
            raise ValidationError(self.error_messages["range"], code="range", params=params)
        return day


def read_day(text: str) -> date | None:
    """The day an address names, as 2024-03-31; None for none. Raises ValidationError for what is no day."""
    return DayField(required=False).clean(text)


def day_or_404(text: str) -> date | None:
    """The same, for addresses that are no page where they name no day."""
    try:
        return read_day(text)
    except ValidationError as error:
        raise Http404 from error


class LocalDateTimeField(forms.DateTimeField):
    """A day and time on the clock of the multifactory; one the clock change skips or repeats is refused.

    The value is in UTC: Python subtracts two moments of one zone by what the clocks show, not by what passes.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_INPUT)

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            text = _(
                "The clocks change during this hour, so this time does not exist or occurs twice. "
                "Choose another."
            )
            raise ValidationError(text, code=error.code) from error
