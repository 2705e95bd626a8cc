"""What each payer bears of a budget, and when it is due. Whole numbers, and always exactly the budget."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from multifactory.lib.shares import shares
from spaces.costs.sharing.weights import Payer

DUE_DAY = 5  # of the month


def sum_by_payer(parts: Iterable[Mapping[Payer, int]]) -> dict[Payer, int]:
    """The lines of a budget together: companies in the order of their ids, the community last."""
    found: dict[Payer, int] = {}
    for part in parts:
        for payer, cents in part.items():
            found[payer] = found.get(payer, 0) + cents
    return dict(sorted(found.items(), key=lambda one: (one[0] is None, one[0])))


def divide_into_months(cents: int, months: Collection[int]) -> dict[int, int]:
    """Equal parts that add up; a cent that is left over falls to the first months."""
    return dict(zip(months, shares(cents, [1] * len(months)), strict=True)) if months else {}


def months_within(start: date, end: date | None, year: int, first: int) -> list[int]:
    """The months of a year from `first` on with a day in [start, end)."""
    return [
        month
        for month in range(first, 13)
        if start < _first_of_next(year, month) and (end is None or end > date(year, month, 1))
    ]


def due_day(year: int, month: int, written_on: date) -> date:
    """The 5th of the month; of what is written later than that, the 5th of the month after."""
    day = date(year, month, DUE_DAY)
    if day > written_on:
        return day
    return _first_of_next(written_on.year, written_on.month).replace(day=DUE_DAY)


def next_month(day: date) -> date:
    return _first_of_next(day.year, day.month)


def _first_of_next(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
