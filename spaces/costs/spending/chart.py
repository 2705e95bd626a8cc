"""The costs of a year as twelve columns. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from multifactory.lib.formats import format_euro
from multifactory.lib.shares import shares
from spaces.building.columns import ColumnChart, draw_columns


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


def draw_year(months: Sequence[int], names: Sequence[tuple[str, str]]) -> ColumnChart | None:
    """A column a month; `names` short and long. None where nothing was spent."""
    titles = [
        f"{long}: {format_euro(cents, with_cents=True)}"
        for cents, (_short, long) in zip(months, names, strict=True)
    ]
    return draw_columns(months, [short for short, _long in names], titles, mark=format_euro, least=100)
