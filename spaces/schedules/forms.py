"""What the calendars are asked for."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.days import FIRST_DAY, DayField, day_or_404, last_day
from multifactory.lib.recurrence import comes_twice, local_moment
from spaces.bookings.rules import SLOT, next_slot, slot_faults
from spaces.building.features import FEATURES
from spaces.building.models import Space

KINDS = (
    (Space.Kind.ROOM, gettext_lazy("Rooms")),
    (Space.Kind.MACHINE, gettext_lazy("Machines")),
    (Space.Kind.AREA, gettext_lazy("Areas")),
)


class ClockInput(forms.TimeInput):
    """The browser's own picker of hours, on the quarters of an hour."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"step": int(SLOT.total_seconds())}, format="%H:%M")


class FreeForm(forms.Form):
    """When, for how many people, with what: `?day=2026-12-10&starts=15:00&ends=17:00&people=12`."""

    day = DayField(label=gettext_lazy("Day"))
    starts = forms.TimeField(label=gettext_lazy("From"), widget=ClockInput, input_formats=["%H:%M"])
    ends = forms.TimeField(
        label=gettext_lazy("Until"),
        widget=ClockInput,
        input_formats=["%H:%M"],
    )
    people = forms.IntegerField(label=gettext_lazy("People"), min_value=1, max_value=9999, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What"), choices=[("", gettext_lazy("anything")), *KINDS], required=False
    )
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("Features"),
        choices=[(feature.code, feature.word) for feature in FEATURES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, query: QueryDict) -> None:
        asked = query if any(query.get(name) for name in ("day", "starts", "ends")) else None
        super().__init__(asked, initial=self._next_hour())

    @staticmethod
    def _next_hour() -> dict[str, Any]:
        begins = timezone.localtime(next_slot(timezone.now()))
        return {"day": begins.date(), "starts": begins.time(), "ends": (begins + timedelta(hours=1)).time()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"day", "starts", "ends"} <= cleaned.keys():
            day, starts, ends = cleaned["day"], cleaned["starts"], cleaned["ends"]
            last = day if ends > starts else day + timedelta(days=1)
            cleaned["starts_at"] = self._moment(day, starts, "starts")
            cleaned["ends_at"] = self._moment(last, ends, "ends")
            if cleaned["starts_at"] and cleaned["ends_at"]:
                self._check_slots(cleaned["starts_at"], cleaned["ends_at"])
        return cleaned

    def _moment(self, day: date, hour: time, name: str) -> datetime | None:
        moment = None if comes_twice(day, hour) else local_moment(day, hour)
        if moment is None:
            text = _(
                "The clocks change during this hour, so this time does not exist or occurs twice. "
                "Choose another."
            )
            self.add_error(name, text)
        return moment

    def _check_slots(self, starts_at: datetime, ends_at: datetime) -> None:
        names = {"starts_at": "starts", "ends_at": "ends"}
        for fault in slot_faults(starts_at, ends_at, timezone.now()):
            self.add_error(names[fault.field], fault.text)


def month_or_404(text: str) -> date:
    """The first day of the month an address names, as 2027-03; of this month where it names none."""
    if not text:
        return timezone.localdate().replace(day=1)
    try:
        first = datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise Http404 from error
    if not FIRST_DAY <= first <= last_day():
        raise Http404
    return first


def week_or_404(text: str) -> date:
    """The Monday of the week an address names, by a day of it or as 2026-W50; without one, of this week."""
    if "-W" in text:
        try:
            day = datetime.strptime(f"{text}-1", "%G-W%V-%u").date()
        except ValueError as error:
            raise Http404 from error
        text = day.isoformat()
    day = day_or_404(text) or timezone.localdate()
    return day - timedelta(days=day.weekday())


def kind_or_404(text: str) -> str:
    if text and text not in {kind.value for kind, _word in KINDS}:
        raise Http404
    return text
