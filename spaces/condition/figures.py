"""The condition of the building over the years: what changed on a floor, and all m² by state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.building.formats import format_area
from spaces.building.models import Floor, Space
from spaces.condition.formats import CONDITION_FORMATS, STATES_FROM_WORST
from spaces.condition.models import Condition

CODES_NAMED = 12


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """What became of some spaces on a day."""

    day: date
    state: str
    label: str
    codes: list[str]
    more: int
    note: str


def floor_changes(floor: Floor) -> list[ConditionChange]:
    """The changes of condition on a floor, the latest first; spaces that changed together, together.

    One query. What is to come is left out.
    """
    rows = (
        Condition.objects.valid()
        .filter(space__floor=floor, start_on__lte=timezone.localdate())
        .order_by("-start_on", "state", "note", "space__code")
        .values_list("start_on", "state", "note", "space__code")
    )
    changes = []
    for (day, state, note), group in groupby(rows, key=lambda row: row[:3]):
        codes = [code for *_same, code in group]
        format_ = CONDITION_FORMATS[state]
        shown, more = codes[:CODES_NAMED], len(codes[CODES_NAMED:])
        changes.append(ConditionChange(day, str(format_.name), format_.css, shown, more, note))
    return changes


@dataclass(frozen=True, slots=True)
class ConditionYear:
    """m² in each state on the last day of a year, or today; in the order of STATES_FROM_WORST."""

    label: str
    m2: tuple[Decimal, ...]

    @property
    def areas(self) -> list[str]:
        return [format_area(area.quantize(Decimal(1), ROUND_HALF_UP)) for area in self.m2]

    @property
    def total(self) -> Decimal:
        return sum(self.m2, Decimal(0))


def condition_years(today: date | None = None) -> list[ConditionYear]:
    """All built area by condition, year by year. One query."""
    today = today or timezone.localdate()
    rows = (
        Condition.objects.valid()
        .filter(space__in=Space.objects.built().values("pk"), start_on__lte=today)
        .values_list("space__area_m2", "state", "start_on", "end_on", "space__valid_to")
    )
    lasting = [
        (area or Decimal(0), state, start, _earlier_day(end, gone)) for area, state, start, end, gone in rows
    ]
    return sum_years(lasting, today)


def _earlier_day(end: date | None, gone: date | None) -> date | None:
    return min((day for day in (end, gone) if day is not None), default=None)


def sum_years(rows: Sequence[tuple[Decimal, str, date, date | None]], today: date) -> list[ConditionYear]:
    """From (m², state, from, until) to the m² in each state at the end of each year. Pure."""
    if not rows:
        return []
    years = []
    for year in range(min(start for _area, _state, start, _end in rows).year, today.year + 1):
        day = min(date(year, 12, 31), today)
        sums = dict.fromkeys(STATES_FROM_WORST, Decimal(0))
        for area, state, start, end in rows:
            if start <= day and (end is None or end > day):
                sums[state] += area
        years.append(ConditionYear(_("today") if day == today else str(year), tuple(sums.values())))
    return years
