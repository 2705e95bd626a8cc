"""The dates of a series, and what is said of each. Nothing here reads the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from multifactory.lib.recurrence import Every, Occurrence, days_of, nths_of, occurrence
from spaces.bookings.rules import Fault, Kind
from spaces.building.models import Space
from spaces.policies.models import BookingPolicy
from spaces.policies.rules import last_bookable_day
from spaces.series.models import MOST_DATES, Series

EVERY = {
    Series.Every.WEEK: Every.WEEK,
    Series.Every.FORTNIGHT: Every.FORTNIGHT,
    Series.Every.MONTH: Every.MONTH_BY_WEEKDAY,
}


@dataclass(frozen=True, slots=True)
class Timing:
    """When each occurrence is: in which space, from an hour to an hour `nights` days later."""

    space: Space
    start_time: time
    end_time: time
    nights: int = 0

    def on(self, day: date) -> Occurrence:
        return occurrence(day, self.start_time, self.end_time, nights=self.nights)


@dataclass(slots=True)
class PlannedDate:
    """A date as it is previewed: what stands in its way, if anything; what only wants attention."""

    occurrence: Occurrence
    faults: list[Fault] = field(default_factory=list)
    is_blocked: bool = False  # held by a closure, not by a booking
    warning: str = ""

    @property
    def day(self) -> date:
        return self.occurrence.day

    @property
    def times(self) -> tuple[datetime, datetime]:
        """Of a date that is free; one that does not exist has no times."""
        if self.occurrence.starts_at is None or self.occurrence.ends_at is None:
            raise ValueError("this date does not exist")
        return self.occurrence.starts_at, self.occurrence.ends_at

    @property
    def asked(self) -> tuple[datetime, datetime] | None:
        """The same; nothing of a date that does not exist."""
        return self.times if self.occurrence.exists else None

    @property
    def is_free(self) -> bool:
        return not self.faults

    @property
    def why(self) -> str:
        return " ".join(fault.text for fault in self.faults)[:300]

    @property
    def mark(self) -> str:
        """The state in a word or two."""
        if not self.faults:
            return _("free")
        if not self.occurrence.exists:
            return _("does not exist")
        if self.is_blocked:
            return _("closed")
        return {
            Kind.TAKEN: _("taken"),
            Kind.HOLIDAY: _("holiday"),
            Kind.HOURS: _("outside hours"),
            Kind.QUIET: _("quiet hours"),
            Kind.QUOTA: _("over the quota"),
            Kind.CERTIFICATE: _("no certificate"),
        }.get(self.faults[0].kind, _("not possible"))

    @property
    def css(self) -> str:
        """The label: taken is a no, what only a rule forbids is amber, what never becomes free is grey."""
        if self.is_free:
            return "done"
        if self.can_only_be_skipped:
            return "closed"
        return "no" if self.faults[0].kind in (Kind.TAKEN, Kind.UNUSABLE) else "open"

    @property
    def can_only_be_skipped(self) -> bool:
        return self.is_blocked or not self.occurrence.exists


def check_until(policy: BookingPolicy, first_day: date, until: date, now: datetime) -> None:
    """Raise where the last possible day is before the first, or further ahead than bookings open."""
    last = last_bookable_day(policy, now)
    if until < first_day:
        raise ValidationError({"until": _("The last day comes before the first.")})
    if until > last:
        text = _("You can book up to %(days)s days ahead: until %(last)s.")
        values = {"days": policy.horizon_days, "last": format_day(last)}
        raise ValidationError({"until": text % values})


def series_days(first_day: date, every: str, nth: int | None, until: date) -> list[date]:
    """The days of a series; raises where the rule does not fit its first day, or there are too many."""
    if every == Series.Every.MONTH and nth not in nths_of(first_day):
        raise ValidationError({"nth": _("The first day is not that one of its month.")})
    by_month = nth if every == Series.Every.MONTH else None
    days = days_of(first_day, EVERY[Series.Every(every)], nth=by_month, until=until, most=MOST_DATES + 1)
    if len(days) > MOST_DATES:
        text = _("A series has at most %(most)d dates: the last possible day is %(last)s.")
        values = {"most": MOST_DATES, "last": format_day(days[-1] - timedelta(days=1))}
        raise ValidationError({"until": text % values})
    return days


def refuse_self_overlap(occurrences: Sequence[Occurrence], cleanup: timedelta) -> None:
    """Raise where a date begins before the one before it is over and cleaned up."""
    ended: datetime | None = None
    for one in occurrences:
        if one.starts_at is None or one.ends_at is None:
            continue
        if ended is not None and one.starts_at < ended:
            text = _("The series overlaps itself: one date is not over when the next begins.")
            raise ValidationError({"end_time": text})
        ended = one.ends_at + cleanup
