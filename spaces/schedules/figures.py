"""How much the common spaces are used in a month: by company, by space, by hour of the week.

Elapsed time, cut at the month's local ends: a night in which the clocks go on lasts seven hours.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.bookings.models import Booking
from spaces.bookings.rules import LONGEST
from spaces.building.models import Space
from spaces.schedules.pieces import Stretch
from spaces.schedules.rules import day_bounds


@dataclass(slots=True)
class Use:
    """Minutes and bookings of a company in a space."""

    company: str
    code: str
    space: str
    minutes: int = 0
    bookings: int = 0


@dataclass(slots=True)
class MonthUse:
    uses: list[Use] = field(default_factory=list)
    by_hour: dict[tuple[int, int], float] = field(default_factory=dict)  # minutes by weekday and hour

    @property
    def minutes(self) -> int:
        return sum(use.minutes for use in self.uses)

    def by_company(self) -> list[tuple[str, int]]:
        return _summed((use.company, use.minutes) for use in self.uses)

    def by_space(self) -> list[tuple[str, int]]:
        return _summed((use.space, use.minutes) for use in self.uses)


def _summed(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most first, then by name."""
    sums: dict[str, int] = defaultdict(int)
    for name, minutes in pairs:
        sums[name] += minutes
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))


def month_bounds(first: date) -> Stretch:
    """The local month that begins on a day, in UTC."""
    following = (first + timedelta(days=31)).replace(day=1)
    return day_bounds(first)[0], day_bounds(following)[0]


def minutes_in(starts_at: datetime, ends_at: datetime, within: Stretch) -> int:
    """Elapsed minutes of [starts_at, ends_at) that lie within a stretch; all in UTC."""
    length = min(ends_at, within[1]) - max(starts_at, within[0])
    return max(0, int(length.total_seconds()) // 60)


def add_hours(by_hour: dict[tuple[int, int], float], starts_at: datetime, ends_at: datetime) -> None:
    """Count the elapsed minutes of [starts_at, ends_at) to the weekdays and hours of the local clock."""
    moment = starts_at
    while moment < ends_at:
        local = timezone.localtime(moment)
        rest = timedelta(hours=1) - timedelta(minutes=local.minute, seconds=local.second)
        until = min(ends_at, moment + rest)
        key = (local.weekday(), local.hour)
        by_hour[key] = by_hour.get(key, 0) + (until - moment).total_seconds() / 60
        moment = until


def month_use(first: date) -> MonthUse:
    """What is confirmed in the month, so far as it lies in it. One query."""
    within = month_bounds(first)
    uses: dict[tuple[int | None, int], Use] = {}
    by_hour: dict[tuple[int, int], float] = {}
    for row in _rows(within):
        company, space, starts_at, ends_at, name, code, space_name = row
        key = (company, space)
        if key not in uses:
            label = str(Space(code=code, name=space_name))
            uses[key] = Use(name or _("The community"), code, label)
        uses[key].minutes += minutes_in(starts_at, ends_at, within)
        uses[key].bookings += 1
        add_hours(by_hour, max(starts_at, within[0]), min(ends_at, within[1]))
    ordered = sorted(uses.values(), key=lambda use: (use.company, use.code))
    return MonthUse(ordered, by_hour)


def _rows(within: Stretch) -> Iterable[tuple]:
    """By space and time, which an index serves: no booking is longer than the longest."""
    spaces = Space.objects.exclude(kind=Space.Kind.UNIT).values("pk")
    met = Booking.objects.confirmed().filter(
        space__in=spaces, starts_at__gt=within[0] - LONGEST, starts_at__lt=within[1], ends_at__gt=within[0]
    )
    return met.order_by().values_list(
        *("company", "space", "starts_at", "ends_at", "company__name", "space__code", "space__name")
    )
