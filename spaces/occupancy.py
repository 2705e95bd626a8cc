"""How the units of a floor were used over the years, and how much of the building is in use on a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.drawing import in_m2
from spaces.history import CONDITION_CSS
from spaces.models import Allocation, Condition, Floor, Space
from spaces.plan import space_href
from spaces.rules import day_words
from spaces.timeline import Row, Span, Timeline, draw_years

FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Use:
    """What a unit was for a time: held by a company, vacant, or not usable. `end` is the first day after."""

    unit: str
    unit_href: str
    what: str
    href: str
    css: str
    start: date | None
    end: date | None

    @property
    def from_words(self) -> str:
        return day_words(self.start) if self.start else ""

    @property
    def until_words(self) -> str:
        return day_words(self.end) if self.end else ""


@dataclass(frozen=True, slots=True)
class Past:
    """A floor over some years: the drawing, and the same as rows."""

    timeline: Timeline | None
    uses: list[Use]


def first_year() -> int:
    """The first year of which anything is known; this one without. One query."""
    start = Allocation.objects.valid().aggregate(start=Min("start_on"))["start"]
    return min(start.year if start else FOREVER.year, timezone.localdate().year)


def floor_past(floor: Floor, first: int, last: int) -> Past:
    """The private units of a floor from the beginning of one year to the end of another. Three queries."""
    start, end = date(first, 1, 1), date(last + 1, 1, 1)
    units = list(Space.objects.units().filter(floor=floor).meeting(start, end).order_by("code"))
    held = _by_space(
        Allocation.objects.meeting(start, end)
        .filter(unit__in=units)
        .select_related("company")
        .order_by("start_on"),
        "unit_id",
    )
    states = _by_space(
        Condition.objects.meeting(start, end)
        .filter(space__in=units)
        .exclude(state=Condition.State.USABLE)
        .order_by("start_on"),
        "space_id",
    )
    uses = {
        unit: list(_uses(unit, start, end, held.get(unit.pk, []), states.get(unit.pk, []))) for unit in units
    }
    rows = [Row(unit.code, _spans(some), space_href(unit.code)) for unit, some in uses.items()]
    timeline = draw_years(rows, first, last, timezone.localdate()) if rows else None
    return Past(timeline, [use for some in uses.values() for use in some])


def _by_space(rows: Iterable[Allocation] | Iterable[Condition], name: str) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _uses(
    unit: Space, start: date, end: date, held: Sequence[Allocation], states: Sequence[Condition]
) -> Iterator[Use]:
    """The time of a unit in [start, end) without a gap: held, else not usable, else vacant."""
    href = space_href(unit.code)
    begin = max(start, unit.valid_from or start)
    stop = min(end, unit.valid_to or end)
    for gap_start, gap_end, allocation in _filled(begin, stop, held):
        if allocation is not None:
            company = allocation.company
            yield Use(
                unit.code,
                href,
                company.name,
                company.get_absolute_url(),
                "held",
                allocation.start_on,
                allocation.end_on,
            )
            continue
        for piece_start, piece_end, state in _filled(gap_start, gap_end, states):
            what = state.get_state_display() if state else _("vacant")
            css = CONDITION_CSS[state.state] if state else "vacant"
            known_start = None if piece_start == start and piece_start != unit.valid_from else piece_start
            yield Use(unit.code, href, what, "", css, known_start, None if piece_end == end else piece_end)


def _filled(start: date, end: date, rows: Sequence) -> Iterator[tuple[date, date, object]]:
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


def _spans(uses: Iterable[Use]) -> list[Span]:
    return [
        Span(
            use.start or date.min,
            use.end,
            use.css,
            use.what if use.css == "held" else "",
            _("%(unit)s: %(what)s") % {"unit": use.unit, "what": use.what} + _days(use),
            use.href,
        )
        for use in uses
    ]


def _days(use: Use) -> str:
    return "".join(f", {words}" for words in (_since(use.start), _until(use.end)) if words)


def _since(day: date | None) -> str:
    return _("from %(day)s") % {"day": day_words(day)} if day else ""


def _until(day: date | None) -> str:
    return _("until %(day)s") % {"day": day_words(day)} if day else ""


# --- On a day -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
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
        return in_m2(self.m2)

    @property
    def held_area(self) -> str:
        return in_m2(self.held_m2)

    @property
    def free_area(self) -> str:
        return in_m2(self.m2 - self.held_m2)

    @property
    def unusable_area(self) -> str:
        return in_m2(self.unusable_m2)

    @property
    def percent(self) -> int | None:
        """Held of the usable metres, rounded down: only what is full is 100."""
        return int(100 * self.held_m2 / self.m2) if self.m2 else None


NUMBERS = ("units", "held_units", "m2", "held_m2", "unusable_units", "unusable_m2")


def shares_on(day: date, floors: Iterable[Floor]) -> tuple[list[Share], Share]:
    """The share in use of each floor that has units, and of all together. One query."""
    usable, held = Q(is_usable=True), Q(is_usable=True, is_held=True)
    none = Decimal(0)
    rows = (
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
    by_floor = {row["floor"]: {name: row[name] for name in NUMBERS} for row in rows}
    shares = [
        Share(str(floor), floor.get_absolute_url(), **by_floor[floor.pk])
        for floor in floors
        if floor.pk in by_floor
    ]
    whole = Share(_("Together"))
    total = {name: sum((getattr(one, name) for one in shares), getattr(whole, name)) for name in NUMBERS}
    return shares, replace(whole, **total)
