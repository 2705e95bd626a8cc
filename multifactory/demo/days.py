"""Days of a sample: history, or counted from the day of loading."""

from datetime import date, timedelta

# An absolute date ("2019-06-01") or days from the day of loading (-40 is forty days ago).
Day = int | str


def date_of(day: Day, today: date) -> date:
    return today + timedelta(days=day) if isinstance(day, int) else date.fromisoformat(day)


def order(day: Day) -> tuple[int, int | str]:
    """Sort key of a day: history first, then what is relative to the day of loading."""
    return (1, day) if isinstance(day, int) else (0, day)
