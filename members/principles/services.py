"""The figures of a month, kept."""

from datetime import date, timedelta

from django.utils import timezone

from members.principles.figures import freeze
from members.principles.models import MonthlyFigures
from members.principles.statistics import read_community

ONE_DAY = timedelta(days=1)


def write_monthly_figures(today: date | None = None) -> int:
    """On the first day of a month, keep the figures of the month just ended. Returns how many were written.

    Any other day writes nothing. Of two workers at once one writes: the month is unique.
    """
    when = today or timezone.localdate()
    if when.day != 1 or MonthlyFigures.objects.filter(month=_month_before(when)).exists():
        return 0
    return int(keep_figures(when - ONE_DAY))


def keep_figures(day: date) -> bool:
    """Keep the figures of a day as those of its month; whether they were the first."""
    frozen = freeze(read_community(day))
    _figures, is_new = MonthlyFigures.objects.get_or_create(
        month=day.replace(day=1), defaults={"day": day, "method": frozen["method"], "figures": frozen}
    )
    return is_new


def _month_before(first: date) -> date:
    return (first - ONE_DAY).replace(day=1)
