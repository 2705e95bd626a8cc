"""Days of a sample: history, or counted from the day of loading."""

from datetime import date, timedelta
from itertools import pairwise

# An absolute date ("2019-06-01") or days from the day of loading (-40 is forty days ago).
Day = int | str


def date_of(day: Day, today: date) -> date:
    return today + timedelta(days=day) if isinstance(day, int) else date.fromisoformat(day)


def order(day: Day) -> tuple[int, int | str]:
    """Sort key of a day: history first, then what is relative to the day of loading."""
    return (1, day) if isinstance(day, int) else (0, day)


def refuse_disorder(**days: Day | None) -> None:
    """Days in the order of time, by what they are called: each lies after the one before."""
    known = [(name, day) for name, day in days.items() if day is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if order(earlier) >= order(later):
            raise ValueError(f"'{second}' ({later}) must lie after '{first}' ({earlier})")
