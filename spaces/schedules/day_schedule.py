"""A day of a bookable space, cut into rows: free stretches and what stands in between. Pure.

The rows are cut in UTC, so that the days of 23 and 25 hours come out right: a skipped hour has no row,
a repeated one has two, which the name of the time tells apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from spaces.bookings.rules import PolicyTerms
from spaces.schedules.pieces import Block, Stretch
from spaces.schedules.rules import bookable_part, cut, day_bounds, entered, format_clock

BUSY_HOURS = range(7, 22)  # cut every half hour; the night every hour


@dataclass(frozen=True, slots=True)
class ScheduleCell:
    """What stands in a row: what begins there and goes on over `rows` rows; or free time.

    `start` is what the booking form takes; empty where the stretch cannot be booked by it.
    """

    block: Block
    rows: int = 1
    start: str = ""
    is_past: bool = False
    is_too_far: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A stretch of the day. `cell` is None where the block of the row above goes on."""

    label: str
    until: str
    is_hour: bool
    cell: ScheduleCell | None = field(default=None)


def schedule_rows(day: date, blocks: Sequence[Block], terms: PolicyTerms, now: datetime) -> list[ScheduleRow]:
    """The rows of a day. Nothing can be booked before `now` or after the horizon."""
    rows: list[ScheduleRow] = []
    for block, group in groupby(_stretches(day, blocks, now), key=lambda one: one[0]):
        stretches = [stretch for _block, stretch in group]
        for place, stretch in enumerate(stretches):
            cell = None
            if block.is_free:
                cell = free_cell(block, stretch, terms, now)
            elif place == 0:
                cell = ScheduleCell(block, len(stretches), is_past=stretch[1] <= now)
            is_hour = timezone.localtime(stretch[0]).minute == 0
            rows.append(ScheduleRow(format_clock(stretch[0]), format_clock(stretch[1]), is_hour, cell))
    return rows


def free_cell(block: Block, stretch: Stretch, terms: PolicyTerms, now: datetime) -> ScheduleCell:
    """Free time: from when it can be booked, or why it cannot."""
    part = bookable_part(stretch, terms, now)
    is_past = stretch[1] <= now
    return ScheduleCell(
        block,
        start=entered(part[0]) if part else "",
        is_past=is_past,
        is_too_far=part is None and not is_past,
    )


def _stretches(day: date, blocks: Sequence[Block], now: datetime) -> list[tuple[Block, Stretch]]:
    """Each block cut where a row begins; free time that is over as one: nobody needs it hour by hour."""
    marks = _marks(*day_bounds(day))
    found: list[tuple[Block, Stretch]] = []
    for block in cut(blocks, *day_bounds(day)):
        edges = sorted(
            {block.starts_at, block.ends_at}
            | {mark for mark in marks if block.starts_at < mark < block.ends_at}
        )
        for stretch in pairwise(edges):
            last = found[-1] if found else None
            is_over = stretch[1] <= now and block.is_free
            if last and is_over and last[0].is_free and last[1][1] == stretch[0]:
                found[-1] = (last[0], (last[1][0], stretch[1]))
            else:
                found.append((block, stretch))
    return found


def _marks(start: datetime, end: datetime) -> list[datetime]:
    """Where the day is cut: on the hour, and by day on the half hour."""
    marks = []
    mark = start
    while mark < end:
        local = timezone.localtime(mark)
        if local.minute == 0 or local.hour in BUSY_HOURS:
            marks.append(mark)
        mark += timedelta(minutes=30)
    return marks
