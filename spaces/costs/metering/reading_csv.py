"""Readings as CSV: each line a meter, a day, a value; in and out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.csv_lines import MOST_FAULTS, line_fault, numbered_lines, read_written_day
from multifactory.lib.numbers import with_point
from spaces.costs.metering.counting import MOST_VALUE
from spaces.costs.metering.models import Meter, Reading

NAMES = {
    "meter": ("meter", "code", "contatore", "codice"),
    "day": ("day", "date", "read on", "giorno", "data", "letto il"),
    "value": ("value", "reading", "valore", "lettura"),
    "last": ("last value", "last", "ultimo valore", "ultimo"),
    "note": ("note", "nota"),
}
NEEDED = ("meter", "day", "value")
WITHOUT_HEADER = {name: place for place, name in enumerate(NAMES)}
NUMBER = re.compile(r"\d{1,12}(\.\d{1,3}0*)?")


@dataclass(frozen=True, slots=True)
class ReadingLine:
    number: int
    reading: Reading


def read_readings(text: str, meters: Mapping[str, Meter]) -> list[ReadingLine]:
    """Readings of the meters by their codes. A first line that names the columns is the header; without it
    they are meter, day, value, last value, note.

    ValidationError names each wrong line by its number; then nothing is taken.
    """
    found: list[ReadingLine] = []
    faults: list[str] = []
    columns: Mapping[str, int] = WITHOUT_HEADER
    seen: dict[tuple[int, date], int] = {}
    for number, cells in numbered_lines(text):
        if number == 1 and (named := _columns(cells)):
            columns = named
            continue
        try:
            reading = _reading({name: _cell(cells, place) for name, place in columns.items()}, meters)
            first = seen.setdefault((reading.meter_id, reading.day), number)
            if first != number:
                raise ValueError(_("it is the same meter and day as line %(line)s.") % {"line": first})
        except ValueError as error:
            faults.append(line_fault(number, error))
            if len(faults) == MOST_FAULTS:
                break
            continue
        found.append(ReadingLine(number, reading))
    if faults:
        raise ValidationError(faults)
    return found


def _columns(head: list[str]) -> dict[str, int]:
    """The places of the columns by name; nothing where the line names none."""
    names = [cell.casefold() for cell in head]
    columns = {
        column: next(place for place, name in enumerate(names) if name in known)
        for column, known in NAMES.items()
        if any(name in known for name in names)
    }
    return columns if all(name in columns for name in NEEDED) else {}


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _reading(cells: Mapping[str, str], meters: Mapping[str, Meter]) -> Reading:
    meter = meters.get(cells["meter"].casefold())
    if meter is None:
        raise ValueError(_("no meter has the code “%(code)s”.") % {"code": cells["meter"][:40]})
    day = read_written_day(cells["day"])
    if day is None:
        raise ValueError(_("“%(text)s” is not a day.") % {"text": cells["day"][:40]})
    last = cells.get("last", "")
    return Reading(
        meter=meter,
        day=day,
        value=thousandths_of(cells["value"]),
        is_exchange=bool(last),
        last_value=thousandths_of(last) if last else None,
        note=" ".join(cells.get("note", "").split())[:200],
    )


def thousandths_of(text: str) -> int:
    """1.234,5 as 1234500; ValueError where it is no number of at most three decimals."""
    number = with_point(text)
    if not number.isascii() or not NUMBER.fullmatch(number) or Decimal(number) * 1000 > MOST_VALUE:
        raise ValueError(_("“%(text)s” is not a value of a meter.") % {"text": text[:40]})
    return int(Decimal(number) * 1000)


def header() -> list[str]:
    return [_("Meter"), _("Day"), _("Value"), _("Last value"), _("Note")]


def reading_rows(readings: Iterator[Reading]) -> Iterator[list[object]]:
    """What `read_readings` takes again."""
    for one in readings:
        last = "" if one.last_value is None else Decimal(one.last_value).scaleb(-3)
        yield [one.meter.code, one.day.isoformat(), Decimal(one.value).scaleb(-3), last, one.note]
