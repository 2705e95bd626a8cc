"""How much time is left until a day or a moment, and in which group of the queue that stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

SOON, NEXT = 3, 14  # days


def day_of(at: date) -> date:
    """On the clock of the multifactory."""
    return timezone.localdate(at) if isinstance(at, datetime) else at


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`at`: a day, a moment, or None for what has no end. `is_now`: it cannot wait, whatever its day."""

    at: date | None
    is_now: bool = False

    @property
    def days(self) -> int | None:
        return None if self.at is None else (day_of(self.at) - timezone.localdate()).days

    @property
    def is_soon(self) -> bool:
        return self.is_now or (self.days is not None and self.days <= SOON)

    @property
    def words(self) -> str:
        days = self.days
        if self.is_now:
            return pgettext("time left", "now")
        if days is None:
            return pgettext("time left", "open")
        if days < 0:
            return ngettext("%(count)s day late", "%(count)s days late", -days) % {"count": -days}
        if not days:
            return pgettext("time left", "today")
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}

    @property
    def moment(self) -> str:
        """Mon 30 Nov, 20:00; of another year with the year."""
        if self.at is None:
            return ""
        day = day_of(self.at)
        this_year = day.year == timezone.localdate().year
        words = date_format(day, "WEEKDAY_DAY_MONTH_FORMAT" if this_year else "DAY_FORMAT")
        if not isinstance(self.at, datetime):
            return words
        return f"{words}, {date_format(timezone.localtime(self.at), 'H:i')}"

    @property
    def group(self) -> str:
        days = self.days
        if self.is_now:
            return gettext("At once")
        if days is None:
            return gettext("Without a date")
        if days < 0:
            return gettext("Overdue")
        if days <= SOON:
            return gettext("Within three days")
        return gettext("Within two weeks") if days <= NEXT else gettext("Later than that")
