"""How much a meter counted between two days. Pure, in whole thousandths of its unit.

A reading says what the meter showed when its day began. Between two readings the use is taken to be the same
every day; before the first and after the last nothing is known.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MOST_VALUE = 10**15  # thousandths that a meter may show
JUMP = 5  # times the usual: to be looked at
USUAL_DAYS = 365  # what is usual is seen over these days
GAP_DAYS = 100  # a quarter of a year and some days to walk round

Point = tuple[date, int]  # what was used since the first reading, up to a day


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading. `last` is what the old meter showed at the end, where it was exchanged that day."""

    day: date
    value: int
    last: int | None = None

    @property
    def closing(self) -> int:
        """What ends the time before it."""
        return self.value if self.last is None else self.last


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be looked at: a `fall`, a `jump` (by how many times the usual), a `gap` of so many days."""

    kind: str
    start: date
    end: date
    amount: int = 0


def add_up(readings: Sequence[Seen]) -> list[Point]:
    """Readings in order of time as one count that never falls; an exchanged meter goes on counting."""
    points: list[Point] = []
    total, shown = 0, 0
    for reading in readings:
        if points:
            total += max(0, reading.closing - shown)
        shown = reading.value
        points.append((reading.day, total))
    return points


def total_at(points: Sequence[Point], day: date) -> int | None:
    """The count when a day began, by days between the readings around it; None where none are."""
    place = bisect_right(points, day, key=lambda point: point[0]) - 1
    if place < 0:
        return None
    first, total = points[place]
    if first == day:
        return total
    if place + 1 == len(points):
        return None
    then, after = points[place + 1]
    days, whole = (day - first).days, (then - first).days
    return total + (2 * (after - total) * days + whole) // (2 * whole)


def use_between(points: Sequence[Point], start: date, end: date) -> int | None:
    """The use of [start, end); the uses of its parts sum to it exactly."""
    before, after = total_at(points, start), total_at(points, end)
    return None if before is None or after is None else after - before


def expect_use(points: Sequence[Point], days: int) -> int:
    """The use of so many days if it goes on as in the last year that was read; without any nothing."""
    if len(points) < 2:
        return 0
    last, total = points[-1]
    first = max(points[0][0], last - timedelta(USUAL_DAYS))
    return (total - (total_at(points, first) or 0)) * days // (last - first).days


@dataclass(frozen=True, slots=True)
class MeterRun:
    """A meter within a period [start, end): of a unit, of a company, of a common space, or the main one."""

    code: str
    start: date
    end: date
    points: tuple[Point, ...]
    unit: int | None = None
    company: int | None = None
    is_main: bool = False

    def use(self, start: date, end: date) -> int:
        """Of the days it ran; nothing where that is not known (`is_known` says so)."""
        start, end = max(start, self.start), min(end, self.end)
        return (use_between(self.points, start, end) or 0) if start < end else 0

    @property
    def is_known(self) -> bool:
        return use_between(self.points, self.start, self.end) is not None


def usual_use(readings: Sequence[Seen]) -> tuple[int, int]:
    """(use, days) of the last year that these readings tell of."""
    if len(readings) < 2:
        return 0, 0
    last = readings[-1].day
    place = bisect_right(readings, last - timedelta(USUAL_DAYS), key=lambda reading: reading.day)
    points = add_up(readings[max(0, place - 1) :])
    first = max(points[0][0], last - timedelta(USUAL_DAYS))
    return use_between(points, first, last) or 0, (last - first).days


def look_at(readings: Sequence[Seen], place: int) -> Finding | None:
    """A fall or a jump from the reading before this one to it."""
    if place == 0:
        return None
    before, now = readings[place - 1], readings[place]
    used = now.closing - before.value
    if used < 0:
        return Finding("fall", before.day, now.day)
    usual, days = usual_use(readings[:place])
    if usual and used * days > JUMP * usual * (now.day - before.day).days:
        return Finding("jump", before.day, now.day, used * days // (usual * (now.day - before.day).days))
    return None


def find_gaps(readings: Sequence[Seen], start: date, end: date) -> list[Finding]:
    """Times of a meter that ran in [start, end) of which nothing, or nothing for too long, was read."""
    days = [reading.day for reading in readings if start <= reading.day <= end]
    if not days:
        return [Finding("gap", start, end, (end - start).days)] if end > start else []
    gaps = []
    if days[0] > start:
        gaps.append((start, days[0]))
    gaps += [(first, last) for first, last in pairwise(days) if _is_long(first, last)]
    if _is_long(days[-1], end):
        gaps.append((days[-1], end))
    return [Finding("gap", first, last, (last - first).days) for first, last in gaps]


def _is_long(start: date, end: date) -> bool:
    return (end - start).days > GAP_DAYS
