"""Rows that hold for a time, [start_on, end_on)."""

from datetime import date

from django.db.models import Q


def contains_day(day: date) -> Q:
    """Rows whose [start_on, end_on) contains the day."""
    return Q(start_on__lte=day) & (Q(end_on__isnull=True) | Q(end_on__gt=day))


def overlaps(start: date, end: date | None) -> Q:
    """Rows whose [start_on, end_on) has a day in common with [start, end); no end is open."""
    rows = Q(end_on__isnull=True) | Q(end_on__gt=start)
    return rows if end is None else rows & Q(start_on__lt=end)
