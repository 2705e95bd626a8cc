"""The costs of a year as twelve columns. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from multifactory.lib.drawing import EDGE, WIDTH, format_coordinate
from multifactory.lib.formats import format_euro
from multifactory.lib.shares import shares
from spaces.building.timeline import FOOT, TOP

HIGH = 200  # of the columns
AXIS = 76  # room for the amounts at the left


@dataclass(frozen=True, slots=True)
class MonthColumn:
    x: str
    y: str
    width: str
    height: str
    title: str
    name: str
    name_x: str


@dataclass(frozen=True, slots=True)
class YearChart:
    width: str
    height: str
    left: str
    right: str
    foot: str
    columns: list[MonthColumn]
    marks: list[tuple[str, str, str]]  # y of the line, y of the word, word


def by_month(costs: Iterable[tuple[int, date, date]]) -> list[int]:
    """Cents of each month: every cost (cents, start, end) divided by its days in each, to the cent."""
    months = [0] * 12
    for cents, start, end in costs:
        days = days_by_month(start, end)
        for month, part in enumerate(shares(cents, days)):
            months[month] += part
    return months


def days_by_month(start: date, end: date) -> list[int]:
    """How many days of [start, end), which lie in one year, fall into each month."""
    firsts = [date(start.year, month, 1) for month in range(1, 13)] + [date(start.year + 1, 1, 1)]
    return [max(0, (min(end, last) - max(start, first)).days) for first, last in pairwise(firsts)]


def draw_year(months: Sequence[int], names: Sequence[tuple[str, str]]) -> YearChart | None:
    """A column a month; `names` short and long. None where nothing was spent."""
    most = max(months, default=0)
    if most <= 0:
        return None
    step = _round_step(most)
    top = step * -(-most // step)
    room, base = (WIDTH - AXIS - EDGE) / 12, TOP + HIGH
    columns = []
    for place, cents in enumerate(months):
        height = max(cents, 0) / top * HIGH
        x = AXIS + room * place
        short, long = names[place]
        columns.append(
            MonthColumn(
                x=format_coordinate(x + room * 0.14),
                y=format_coordinate(base - height),
                width=format_coordinate(room * 0.72),
                height=format_coordinate(height),
                title=f"{long}: {format_euro(cents, with_cents=True)}",
                name=short,
                name_x=format_coordinate(x + room / 2),
            )
        )
    return YearChart(
        width=format_coordinate(WIDTH),
        height=format_coordinate(base + FOOT),
        left=format_coordinate(AXIS),
        right=format_coordinate(WIDTH - EDGE),
        foot=format_coordinate(base + FOOT - 8),
        columns=columns,
        marks=_marks(step, top, base),
    )


def _round_step(most: int) -> int:
    """A quarter of the largest, rounded up to 1, 2 or 5 times a power of ten euro."""
    rough, power = -(-most // 4), 100
    while power * 10 <= rough:
        power *= 10
    return next((power * by for by in (1, 2, 5) if power * by >= rough), power * 10)


def _marks(step: int, top: int, base: float) -> list[tuple[str, str, str]]:
    places = [(base - value / top * HIGH, format_euro(value)) for value in range(0, top + 1, step)]
    return [(format_coordinate(y), format_coordinate(y + 4), word) for y, word in places]
