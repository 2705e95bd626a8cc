"""A day of a bookable space, cut into rows: free stretches and the bookings in between. Pure.

The rows are cut in UTC, so that the days of 23 and 25 hours come out right: a skipped hour has no row,
a repeated one has two, which the name of the time tells apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from multifactory.lib.days import MOMENT_INPUT
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT


@dataclass(frozen=True, slots=True)
class Block:
    """A time in which the space is shut; its key is apart from those of bookings."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    why: str
    is_block: bool = True


Taken = Booking | Block

BUSY_HOURS = range(7, 22)  # cut every half hour; the night every hour


@dataclass(frozen=True, slots=True)
class ScheduleCell:
    """What stands in a row: bookings or closures that begin a block there, over `rows` rows; or free time.

    `start` is what the booking form takes; empty where the stretch cannot be booked by it.
    """

    bookings: list[Taken]
    rows: int
    start: str
    is_past: bool
    is_too_far: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A stretch of the day. `cell` is None where the block of the row above goes on."""

    label: str
    until: str
    is_hour: bool
    cell: ScheduleCell | None = field(default=None)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The local day as [start, end) in UTC: 23, 24 or 25 hours."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def is_unambiguous(moment: datetime) -> bool:
    """Whether the local time on the clock names this moment alone."""
    local = timezone.localtime(moment)
    return local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()


def format_clock(moment: datetime) -> str:
    """The local time, with the name of the time where it comes twice: 09:00, 02:30 CEST."""
    return timezone.localtime(moment).strftime("%H:%M" if is_unambiguous(moment) else "%H:%M %Z")


def schedule_rows(day: date, bookings: Sequence[Taken], now: datetime, latest: datetime) -> list[ScheduleRow]:
    """The rows of a day. Nothing can be booked before `now` or after `latest`."""
    start, end = day_bounds(day)
    stretches = _past_joined(list(pairwise(_marks(start, end, bookings))), bookings, now)
    rows: list[ScheduleRow] = []
    for taken, group in groupby(stretches, key=lambda stretch: _at(stretch, bookings)):
        block = list(group)
        for place, (first, last) in enumerate(block):
            cell = None
            if not taken:
                is_past, is_too_far = last <= now, first > latest
                can_book = not is_past and not is_too_far and is_unambiguous(first)
                at = max(first, _next_slot(now)) if first <= now else first
                cell = ScheduleCell(
                    [],
                    1,
                    timezone.localtime(at).strftime(MOMENT_INPUT) if can_book else "",
                    is_past,
                    is_too_far,
                )
            elif place == 0:
                cell = ScheduleCell(
                    [booking for booking in bookings if booking.pk in taken], len(block), "", last <= now
                )
            rows.append(
                ScheduleRow(
                    format_clock(first), format_clock(last), timezone.localtime(first).minute == 0, cell
                )
            )
    return rows


def _past_joined(
    stretches: list[tuple[datetime, datetime]], bookings: Sequence[Taken], now: datetime
) -> list[tuple[datetime, datetime]]:
    """The free stretches that are over, each run of them as one: nobody needs them hour by hour."""
    joined: list[tuple[datetime, datetime]] = []
    for stretch in stretches:
        is_over = stretch[1] <= now and not _at(stretch, bookings)
        if is_over and joined and not _at(joined[-1], bookings):
            joined[-1] = (joined[-1][0], stretch[1])
        else:
            joined.append(stretch)
    return joined


def _at(stretch: tuple[datetime, datetime], bookings: Sequence[Taken]) -> tuple[int, ...]:
    first, last = stretch
    return tuple(booking.pk for booking in bookings if booking.starts_at < last and booking.ends_at > first)


def _next_slot(now: datetime) -> datetime:
    """The quarter of an hour that is running."""
    return datetime.fromtimestamp(now.timestamp() // SLOT.total_seconds() * SLOT.total_seconds(), UTC)


def _marks(start: datetime, end: datetime, bookings: Sequence[Taken]) -> list[datetime]:
    """Where the day is cut: on the hour or half hour, and where a booking begins or ends."""
    marks = {start, end}
    mark = start
    while mark < end:
        local = timezone.localtime(mark)
        if local.minute == 0 or local.hour in BUSY_HOURS:
            marks.add(mark)
        mark += timedelta(minutes=30)
    for booking in bookings:
        marks |= {edge for edge in (booking.starts_at, booking.ends_at) if start < edge < end}
    return sorted(marks)
