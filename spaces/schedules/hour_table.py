"""A day of all spaces, hour by hour: where one can be booked, and who has it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby, pairwise

from django.utils import timezone

from spaces.bookings.rules import PolicyTerms
from spaces.schedules.pieces import Block, PieceKind, Stretch
from spaces.schedules.rules import (
    bookable_part,
    cut,
    day_bounds,
    entered,
    format_clock,
    format_stretch,
    free_stretches,
)

FIRST_HOUR = 7  # the hours before it are one column
SHORTEST = 30 * 60  # seconds that are worth a link


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool


@dataclass(frozen=True, slots=True)
class HourCell:
    """One column, or several in a row that the same booking has. `start` is what the booking form takes."""

    css: str
    columns: int
    when: str
    block: Block | None = None
    start: str = ""
    clock: str = ""  # from when it is free, where not from the beginning
    note: str = ""


def columns_of(day: date, now: datetime) -> list[Column]:
    """The night, then every hour of the clock."""
    start, end = day_bounds(day)
    zone = timezone.get_default_timezone()
    hours = [datetime.combine(day, time(hour), zone).astimezone(UTC) for hour in range(FIRST_HOUR, 24)]
    marks = sorted({start, *(hour for hour in hours if start < hour < end), end})
    return [
        Column(
            label=_hours(first, last),
            title=format_stretch((first, last)),
            starts_at=first,
            ends_at=last,
            is_now=first <= now < last,
        )
        for first, last in pairwise(marks)
    ]


def _hours(first: datetime, last: datetime) -> str:
    """9; 0–7 for more than an hour."""
    hour, until = timezone.localtime(first).hour, timezone.localtime(last).hour or 24
    return str(hour) if until - hour <= 1 else f"{hour}–{until}"


def hour_cells(
    columns: Sequence[Column], blocks: Sequence[Block], terms: PolicyTerms, now: datetime
) -> Iterator[HourCell]:
    """The cells of a space; where one booking has several columns wholly, they are one cell."""
    parts = [(column, cut(blocks, column.starts_at, column.ends_at)) for column in columns]
    for _key, group in groupby(enumerate(parts), key=_held_alone):
        together = [part for _place, part in group]
        first, last = together[0][0], together[-1][0]
        if len(together) == 1:
            yield _cell(first, together[0][1], terms, now)
        else:
            yield _held(together[0][1][0], (first.starts_at, last.ends_at), len(together))


def _held_alone(part: tuple[int, tuple[Column, list[Block]]]) -> object:
    """The same for columns that the same pieces hold wholly; another for every other column."""
    place, (_column, blocks) = part
    if len(blocks) == 1 and blocks[0].is_held:
        return blocks[0].pieces
    return place


def _held(block: Block, stretch: Stretch, columns: int) -> HourCell:
    return HourCell(block.css, columns, format_stretch(stretch), block)


def _cell(column: Column, blocks: list[Block], terms: PolicyTerms, now: datetime) -> HourCell:
    stretch = (column.starts_at, column.ends_at)
    when = column.title
    for free in free_stretches(blocks):
        part = bookable_part(free, terms, now)
        if part and (part[1] - part[0]).total_seconds() >= SHORTEST and entered(part[0]):
            is_whole = free == stretch
            note = next((one.note for one in blocks if one.kind is PieceKind.WARNED), "")
            css = ("free" if is_whole else "free part") + (" quiet-hours" if note else "")
            clock = "" if part[0] == column.starts_at else format_clock(part[0])
            return HourCell(css, 1, when, None, entered(part[0]), clock, note)
    held = next((one for one in blocks if one.is_held), None)
    if held is not None:
        return HourCell(held.css, 1, when, held)
    if column.ends_at <= now or not blocks or blocks[0].is_free:
        return HourCell("past", 1, when)
    return HourCell(blocks[0].css, 1, when, note=blocks[0].note)
