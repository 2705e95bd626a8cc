"""What is asked of readings before they are kept, each beside those before and after it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifactory.lib.formats import format_day
from spaces.costs.metering.counting import GAP_DAYS, Seen, look_at
from spaces.costs.metering.models import Meter, Reading


@dataclass(slots=True)
class Checked:
    """By the places of the readings that were given: new, recorded before, wrong (field and words)."""

    new: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)  # since the reading before
    gaps: dict[int, int] = field(default_factory=dict)  # days since the reading before, where they are many


def check_readings(readings: Sequence[Reading]) -> Checked:
    """Readings of meters that are known, in any order. One query."""
    checked = Checked()
    seen = Reading.objects.seen_on({reading.meter for reading in readings})
    before = {(meter, one.day): one for meter, rows in seen.items() for one in rows}
    for place in sorted(range(len(readings)), key=lambda place: readings[place].day):
        reading = readings[place]
        rows = seen.setdefault(reading.meter_id, [])
        one = Seen(reading.day, reading.value, reading.last_value)
        if before.get((reading.meter_id, one.day)) == one:
            checked.known.append(place)
            continue
        faults = list(_faults(reading, one, rows))
        checked.faults += [(place, name, text) for name, text in faults]
        if not faults:
            checked.new.append(place)
            _measure(checked, place, rows, one)
            rows.insert(bisect_left(rows, one.day, key=_day), one)
    checked.new.sort()
    checked.faults.sort()
    return checked


def _day(seen: Seen) -> date:
    return seen.day


def _measure(checked: Checked, place: int, rows: Sequence[Seen], one: Seen) -> None:
    if at := bisect_left(rows, one.day, key=_day):
        before = rows[at - 1]
        checked.used[place] = one.closing - before.value
        days = (one.day - before.day).days
        if days > GAP_DAYS:
            checked.gaps[place] = days


def _faults(reading: Reading, one: Seen, rows: list[Seen]) -> Iterator[tuple[str, str]]:
    meter = reading.meter
    if one.day > timezone.localdate():
        yield "day", _("That day has not come yet.")
        return
    if one.day < meter.start_on or (meter.end_on and one.day > meter.end_on):
        yield "day", _("This meter does not run that day.")
        return
    place = bisect_left(rows, one.day, key=_day)
    if place < len(rows) and rows[place].day == one.day:
        text = _("This meter was already read that day: %(value)s.")
        yield "day", text % {"value": meter.amount_of(rows[place].value)}
        return
    yield from _beside(reading, meter, [*rows[:place], one, *rows[place:]], place)


def _beside(reading: Reading, meter: Meter, rows: list[Seen], place: int) -> Iterator[tuple[str, str]]:
    one, found = rows[place], look_at(rows, place)
    if found and found.kind == "fall":
        text = _(
            "That is less than the %(value)s of %(day)s. If the meter was exchanged, give the last value of "
            "the old one, too."
        )
        before = rows[place - 1]
        yield "value", text % {"value": meter.amount_of(before.value), "day": format_day(before.day)}
    if found and found.kind == "jump" and not reading.note:
        text = ngettext(
            "That is %(times)s time the usual. If it is right, say why in the note.",
            "That is %(times)s times the usual. If it is right, say why in the note.",
            found.amount,
        )
        yield "note", text % {"times": found.amount}
    if place + 1 < len(rows) and rows[place + 1].closing < one.value:
        after = rows[place + 1]
        text = _("That is more than the %(value)s of %(day)s.")
        yield "value", text % {"value": meter.amount_of(after.closing), "day": format_day(after.day)}
