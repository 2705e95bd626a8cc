"""A week of one space: a table whose rows are as high as they last, and a list for each day. Pure.

A row is a stretch of the clock, the same on all seven days; on the one night in which the clocks go back,
what stands in the repeated hour begins where what stood before it ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils import timezone

from spaces.bookings.rules import PolicyTerms
from spaces.policies.holidays import holiday_on
from spaces.schedules.day_schedule import ScheduleCell, free_cell
from spaces.schedules.pieces import Block, PieceKind
from spaces.schedules.rules import clock_of_end, cut, day_bounds, format_clock

HOUR, DAY_MINUTES = 60, 24 * 60
MORNING = 7 * HOUR  # the table begins here where nobody has the night
SHORTEST_LINK = 30  # a lower row is no place to click


@dataclass(frozen=True, slots=True)
class WeekItem:
    """A block of a day, or an hour of a free one. `begins` and `ends` are minutes of the clock."""

    begins: int
    ends: int
    label: str
    until: str
    cell: ScheduleCell

    @property
    def has_link(self) -> bool:
        return bool(self.cell.start) and self.ends - self.begins >= SHORTEST_LINK


@dataclass(frozen=True, slots=True)
class WeekDay:
    day: date
    holiday: str
    is_today: bool
    items: list[WeekItem]  # as a list: free time is not cut into hours

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it but free time that is over."""
        return all(item.cell.is_past for item in self.items)


@dataclass(frozen=True, slots=True)
class WeekCell:
    item: WeekItem
    rows: int


@dataclass(frozen=True, slots=True)
class WeekRow:
    """`hour` and `hour_rows` where an hour begins. A cell for each day on which something begins."""

    css: str
    hour: str
    hour_rows: int
    cells: list[WeekCell]


def week_days(
    days: Sequence[date], blocks: Sequence[Block], terms: PolicyTerms, now: datetime
) -> list[WeekDay]:
    today = timezone.localdate(now)
    return [
        WeekDay(
            day, holiday_on(day), day == today, list(_items(day, cut(blocks, *day_bounds(day)), terms, now))
        )
        for day in days
    ]


def _items(day: date, blocks: Sequence[Block], terms: PolicyTerms, now: datetime) -> Iterator[WeekItem]:
    last = 0
    for block in blocks:
        begins, ends = max(last, _minute(block.starts_at, day)), _minute(block.ends_at, day)
        if begins < ends:
            yield _item(block, begins, ends, terms, now)
            last = ends


def _item(block: Block, begins: int, ends: int, terms: PolicyTerms, now: datetime) -> WeekItem:
    stretch = (block.starts_at, block.ends_at)
    cell = free_cell(block, stretch, terms, now) if block.is_free else ScheduleCell(block)
    # Free time is said from when it can be booked, also where its beginning is over.
    label = cell.start.partition("T")[2] or format_clock(stretch[0])
    return WeekItem(begins, ends, label, clock_of_end(stretch[1]), cell)


def _minute(moment: datetime, day: date) -> int:
    """The minute of the day that the clock shows: 0 before the day, 1440 from its end on."""
    start, end = day_bounds(day)
    if not start < moment < end:
        return 0 if moment <= start else DAY_MINUTES
    local = timezone.localtime(moment)
    return local.hour * HOUR + local.minute


# --- The table ----------------------------------------------------------------------------------------


def week_rows(days: Sequence[WeekDay], terms: PolicyTerms, now: datetime) -> list[WeekRow]:
    """The rows of the table, from the morning on where nobody has a night of this week."""
    opens = 0 if any(_is_of_night(item) for one in days for item in one.items) else MORNING
    columns = [[part for item in one.items for part in _hourly(item, opens, terms, now)] for one in days]
    edges = {edge for column in columns for item in column for edge in (item.begins, item.ends)}
    marks = sorted({*edges, *range(opens, DAY_MINUTES + 1, HOUR)})
    place = {mark: number for number, mark in enumerate(marks)}
    begins = [{item.begins: item for item in column} for column in columns]
    return [
        WeekRow(
            css=f"q{max(1, round((end - start) / 15))}",
            hour=f"{start // HOUR:02}:00" if start % HOUR == 0 else "",
            hour_rows=place[start + HOUR] - place[start] if start % HOUR == 0 else 0,
            cells=[
                WeekCell(column[start], place[column[start].ends] - place[start])
                for column in begins
                if start in column
            ],
        )
        for start, end in pairwise(marks)
    ]


def _is_of_night(item: WeekItem) -> bool:
    block = item.cell.block
    return block.is_held and block.kind is not PieceKind.CLEANUP and item.begins < MORNING


def _hourly(item: WeekItem, opens: int, terms: PolicyTerms, now: datetime) -> Iterator[WeekItem]:
    """What stands in the table of an item: free time hour by hour, everything else as it is."""
    begins = max(item.begins, opens)
    if begins >= item.ends:
        return
    block = item.cell.block
    if not block.is_free:
        yield WeekItem(begins, item.ends, item.label, item.until, item.cell)
        return
    for first, last in pairwise(_hour_marks(begins, item.ends)):
        starts_at, ends_at = (_moment(block, item, minute) for minute in (first, last))
        yield _item(Block(starts_at, ends_at, block.pieces), first, last, terms, now)


def _hour_marks(begins: int, ends: int) -> list[int]:
    """Where free time is cut: on the hour, but leaving no part too low to click on."""
    hours = range(begins - begins % HOUR + HOUR, ends, HOUR)
    marks = [begins, *hours, ends]
    if len(marks) > 2 and marks[1] - marks[0] < SHORTEST_LINK:
        del marks[1]
    if len(marks) > 2 and marks[-1] - marks[-2] < SHORTEST_LINK:
        del marks[-2]
    return marks


def _moment(block: Block, item: WeekItem, minute: int) -> datetime:
    """When the clock shows a minute within a block."""
    if minute == item.begins:
        return block.starts_at
    if minute == item.ends:
        return block.ends_at
    local = timezone.localtime(block.starts_at)
    shown = local.replace(hour=minute // HOUR, minute=minute % HOUR, second=0, microsecond=0, fold=0)
    return min(max(shown.astimezone(block.starts_at.tzinfo), block.starts_at), block.ends_at)
