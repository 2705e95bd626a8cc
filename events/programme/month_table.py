"""The events of a month, day by day, as a table of weeks."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.programme.models import Event


@dataclass
class Day:
    day: date
    is_of_month: bool
    is_today: bool
    events: list[Event] = field(default_factory=list)


def month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """The moments at which the month begins and ends: [start, end)."""
    first, day_after = date(year, month, 1), next_month(year, month)
    return _midnight(first), _midnight(day_after)


def next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def previous_month(year: int, month: int) -> date:
    return (date(year, month, 1) - timedelta(days=1)).replace(day=1)


def month_weeks(year: int, month: int, events: Iterable[Event]) -> list[list[Day]]:
    """Weeks from Monday to Sunday; an event stands on each of its days in the month."""
    today = timezone.localdate()
    weeks = [
        [Day(day, day.month == month, day == today) for day in week]
        for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    ]
    days = {day.day: day for week in weeks for day in week if day.is_of_month}
    first, last = min(days), max(days)
    for event in events:
        start = max(timezone.localdate(event.starts_at), first)
        for number in range((min(event.last_day, last) - start).days + 1):
            days[start + timedelta(days=number)].events.append(event)
    return weeks


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
