"""How the units of a floor were used over the years, and how much of the building is in use on a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.formats import format_area
from spaces.building.models import Floor, Space
from spaces.building.rules import space_path
from spaces.building.timeline import Timeline, TimelineRow, TimelineSpan, draw_years
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition

FOREVER = date.max
Held = TypeVar("Held", Allocation, Condition)


@dataclass(frozen=True, slots=True)
class OccupancyPeriod:
    """What a unit was for a time: held by a company, vacant, or not usable. `end` is the first day after."""

    unit: str
    unit_href: str
    what: str
    href: str
    css: str
    start: date | None
    end: date | None
    from_words: str
    until_words: str


@dataclass(frozen=True, slots=True)
class FloorOccupancy:
    """A floor over some years: the drawing, and the same as rows."""

    timeline: Timeline | None
    periods: list[OccupancyPeriod]


def first_year() -> int:
    """The first year of which anything is known; this one without. One query."""
    start = Allocation.objects.valid().aggregate(start=Min("start_on"))["start"]
    return min(start.year if start else FOREVER.year, timezone.localdate().year)


def floor_occupancy(floor: Floor, first: int, last: int) -> FloorOccupancy:
    """The private units of a floor from the beginning of one year to the end of another. Three queries."""
    start, end = date(first, 1, 1), date(last + 1, 1, 1)
    units = list(Space.objects.units().filter(floor=floor).meeting(start, end).order_by("code"))
    held = _by_space(
        Allocation.objects.meeting(start, end)
        .filter(unit__in=units)
        .select_related("company")
        .only("unit", "start_on", "end_on", "company__name", "company__slug")
        .order_by("start_on"),
        "unit_id",
    )
    states = _by_space(
        Condition.objects.meeting(start, end).filter(space__in=units).unusable().order_by("start_on"),
        "space_id",
    )
    writer = _PeriodWriter()
    rows, all_periods = [], []
    for unit in units:
        pieces = _pieces(unit, start, end, held.get(unit.pk, []), states.get(unit.pk, []))
        periods = [writer.period(unit, *piece) for piece in pieces]
        rows.append(
            TimelineRow(unit.code, [writer.span(period) for period in periods], space_path(unit.code))
        )
        all_periods += periods
    timeline = draw_years(rows, first, last, timezone.localdate()) if rows else None
    return FloorOccupancy(timeline, all_periods)


def _by_space(rows: Iterable[Allocation] | Iterable[Condition], name: str) -> dict[int, list]:
    by_space: dict[int, list] = {}
    for row in rows:
        by_space.setdefault(getattr(row, name), []).append(row)
    return by_space


def _pieces(
    unit: Space, start: date, end: date, held: Sequence[Allocation], states: Sequence[Condition]
) -> Iterator[tuple[Allocation | Condition | None, date | None, date | None]]:
    """The time of a unit in [start, end) without a gap: held, else not usable, else None, which is vacant."""
    begin = max(start, unit.valid_from or start)
    stop = min(end, unit.valid_to or end)
    for gap_start, gap_end, allocation in _filled(begin, stop, held):
        if allocation is not None:
            yield allocation, allocation.start_on, allocation.end_on
            continue
        for piece_start, piece_end, state in _filled(gap_start, gap_end, states):
            is_older = piece_start == start and piece_start != unit.valid_from
            yield state, None if is_older else piece_start, None if piece_end == end else piece_end


def _filled(start: date, end: date, rows: Sequence[Held]) -> Iterator[tuple[date, date, Held | None]]:
    """[start, end) in pieces: each row where it holds, None between. The rows are in order and disjoint."""
    day = start
    for row in rows:
        row_end = row.end_on or FOREVER
        if row_end <= day or row.start_on >= end:
            continue
        if row.start_on > day:
            yield day, row.start_on, None
        yield max(row.start_on, day), min(row_end, end), row
        day = min(row_end, end)
    if day < end:
        yield day, end, None


class _PeriodWriter:
    """Writes periods; each day and address is worked out once a page, since a large floor has thousands."""

    def __init__(self) -> None:
        self.day = cache(format_day)
        self.space = cache(space_path)
        self.company: dict[int, str] = {}
        self.vacant = _("free")
        self.since, self.until = _("from %(day)s"), _("until %(day)s")

    def period(
        self, unit: Space, row: Allocation | Condition | None, start: date | None, end: date | None
    ) -> OccupancyPeriod:
        what, href, css = self.vacant, "", "vacant"
        if isinstance(row, Allocation):
            company = row.company
            if company.pk not in self.company:
                self.company[company.pk] = company.get_absolute_url()
            what, href, css = company.name, self.company[company.pk], "held"
        elif row is not None:
            what, css = row.get_state_display(), CONDITION_FORMATS[row.state].css
        days = [self.day(day) if day else "" for day in (start, end)]
        return OccupancyPeriod(unit.code, self.space(unit.code), what, href, css, start, end, *days)

    def span(self, period: OccupancyPeriod) -> TimelineSpan:
        title = [f"{period.unit}: {period.what}"]
        title += [self.since % {"day": period.from_words}] if period.from_words else []
        title += [self.until % {"day": period.until_words}] if period.until_words else []
        text = period.what if period.css == "held" else ""
        start = period.start or date.min
        return TimelineSpan(start, period.end, period.css, text, ", ".join(title), period.href)


# --- On a day -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OccupancyShare:
    """Private units of a floor, or of all: those that can be used, and how many of them are held.

    What cannot be used, whoever restores it, counts in neither.
    """

    name: str
    href: str = ""
    units: int = 0
    held_units: int = 0
    m2: Decimal = Decimal(0)
    held_m2: Decimal = Decimal(0)
    unusable_units: int = 0
    unusable_m2: Decimal = Decimal(0)

    @property
    def free_units(self) -> int:
        return self.units - self.held_units

    @property
    def area(self) -> str:
        return format_area(self.m2)

    @property
    def held_area(self) -> str:
        return format_area(self.held_m2)

    @property
    def free_area(self) -> str:
        return format_area(self.m2 - self.held_m2)

    @property
    def unusable_area(self) -> str:
        return format_area(self.unusable_m2)

    @property
    def percent(self) -> int | None:
        """Held of the usable metres, rounded down: only what is full is 100."""
        return int(100 * self.held_m2 / self.m2) if self.m2 else None


SHARE_COLUMNS = ("units", "held_units", "m2", "held_m2", "unusable_units", "unusable_m2")


def occupancy_on(day: date, floors: Iterable[Floor]) -> tuple[list[OccupancyShare], OccupancyShare]:
    """The share in use of each floor that has units, and of all together. One query."""
    usable, held = Q(is_usable=True), Q(is_usable=True, is_held=True)
    none = Decimal(0)
    rows: Any = (
        Space.objects.units()
        .existing(day)
        .with_facts(day)
        .order_by()
        .values("floor")
        .annotate(
            units=Count("pk", filter=usable),
            held_units=Count("pk", filter=held),
            m2=Sum("area_m2", filter=usable, default=none),
            held_m2=Sum("area_m2", filter=held, default=none),
            unusable_units=Count("pk", filter=~usable),
            unusable_m2=Sum("area_m2", filter=~usable, default=none),
        )
    )
    by_floor = {row["floor"]: {name: row[name] for name in SHARE_COLUMNS} for row in rows}
    shares = [
        OccupancyShare(str(floor), floor.get_absolute_url(), **by_floor[floor.pk])
        for floor in floors
        if floor.pk in by_floor
    ]
    whole = OccupancyShare(_("Total"))
    total = {
        name: sum((getattr(share, name) for share in shares), getattr(whole, name)) for name in SHARE_COLUMNS
    }
    return shares, replace(whole, **total)
