"""Dates that repeat: on the local calendar first, the hours put on for each date.

A rule is expanded over days without hours (RFC 5545, 3.3.10, by dateutil), so that 09:00 stays 09:00 over a
change of clocks. An hour that the change skips makes no occurrence of that date; of one that comes twice the
first is meant. Both are what RFC 5545 says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from django.utils import timezone

LAST = -1


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH_BY_DATE = "month_by_date"
    MONTH_BY_WEEKDAY = "month_by_weekday"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a rule; `starts_at` and `ends_at` (UTC) are None where the clocks skip one of the hours."""

    day: date
    starts_at: datetime | None
    ends_at: datetime | None

    @property
    def exists(self) -> bool:
        return self.starts_at is not None and self.ends_at is not None


def nths_of(day: date) -> list[int]:
    """Which of its month's days of this name a day is: 1 to 4, and LAST; a fifth is only the last."""
    nth = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return ([nth] if nth <= 4 else []) + ([LAST] if is_last else [])


def _rule(first: date, every: Every, nth: int | None) -> rrule:
    start = datetime.combine(first, time.min)
    match every:
        case Every.DAY:
            return rrule(DAILY, dtstart=start)
        case Every.WEEK:
            return rrule(WEEKLY, dtstart=start)
        case Every.FORTNIGHT:
            return rrule(WEEKLY, interval=2, dtstart=start)
        case Every.MONTH_BY_DATE:
            return rrule(MONTHLY, dtstart=start, bymonthday=first.day)
        case Every.MONTH_BY_WEEKDAY:
            if nth is None or nth not in nths_of(first):
                raise ValueError("the first day is not that one of its month")
            return rrule(MONTHLY, dtstart=start, byweekday=weekday(first.weekday(), nth))


def days_of(
    first: date, every: Every, *, most: int, nth: int | None = None, until: date | None = None
) -> list[date]:
    """The days of a rule from `first` on, until a day (included) and `most` of them.

    A month without the day (a 30th in February) has none. Raises ValueError where `nth` does not fit `first`.
    """
    days: Iterator[date] = (moment.date() for moment in _rule(first, every, nth))
    if until is not None:
        days = takewhile(lambda day: day <= until, days)
    return list(islice(days, most))


def local_moment(day: date, hour: time) -> datetime | None:
    """A local day and hour in UTC; the first of an hour that comes twice, None for one that is skipped."""
    moment = datetime.combine(day, hour, timezone.get_default_timezone()).astimezone(UTC)
    back = timezone.localtime(moment, timezone.get_default_timezone())
    return moment if (back.date(), back.time()) == (day, hour) else None


def comes_twice(day: date, hour: time) -> bool:
    """Whether the clocks show this hour twice on that day."""
    moment = datetime.combine(day, hour, timezone.get_default_timezone())
    return local_moment(day, hour) is not None and moment.utcoffset() != moment.replace(fold=1).utcoffset()


def occurrence(day: date, start: time, end: time, *, nights: int = 0) -> Occurrence:
    """From an hour of the day to an hour `nights` days later; elapsed time follows the clocks."""
    return Occurrence(day, local_moment(day, start), local_moment(day + timedelta(days=nights), end))
