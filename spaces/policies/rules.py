"""What a policy allows: how far ahead, in which hours, how much of it. Nothing here reads the database.

Hours are written on the clock of the multifactory and compared in UTC, so that a night over a change of
clocks is as long as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from members.people.models import User
from multifactory.lib.weekdays import holds_on
from spaces.building.models import Space
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours

DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]  # [start, end) in UTC
Week = tuple[int, int]  # ISO year and week
# By the id of a person: days [granted, expires) of each certificate; None where it has no end.
CertificateDays = Mapping[int, Sequence[tuple[date, date | None]]]


def local_stretch(day: date, starts: time, ends: time) -> Stretch:
    """From an hour of a local day to a later one, on the next day where `ends` is not after `starts`."""
    zone = timezone.get_default_timezone()
    last = day if ends > starts else day + DAY
    return (
        datetime.combine(day, starts, zone).astimezone(UTC),
        datetime.combine(last, ends, zone).astimezone(UTC),
    )


def local_days(starts_at: datetime, ends_at: datetime) -> list[date]:
    """The local days that [starts_at, ends_at) has a moment on."""
    first = timezone.localdate(starts_at)
    last = timezone.localdate(ends_at - timedelta(microseconds=1))
    return [first + DAY * ahead for ahead in range((last - first).days + 1)]


def open_stretches(hours: Sequence[OpeningHours], first: date, last: date) -> list[Stretch]:
    """When it is open from the eve of a day to a day; stretches that touch are one."""
    days = [first - DAY + DAY * ahead for ahead in range((last - first).days + 2)]
    found = sorted(
        local_stretch(day, one.opens, one.closes)
        for day in days
        for one in hours
        if one.weekday == day.weekday()
    )
    joined: list[Stretch] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def is_open(
    policy: BookingPolicy, hours: Sequence[OpeningHours], starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether the whole of it lies in touching stretches; by the night, arrival and departure do."""
    if not hours:
        return True
    if policy.is_by_night:
        return _nights_are_open(hours, timezone.localtime(starts_at), timezone.localtime(ends_at))
    days = local_days(starts_at, ends_at)
    stretches = open_stretches(hours, days[0], days[-1])
    return any(start <= starts_at and ends_at <= end for start, end in stretches)


def _nights_are_open(hours: Sequence[OpeningHours], arrival: datetime, departure: datetime) -> bool:
    """Arrival at or after `opens`, departure on a later day by `closes`, and hours for each night."""
    nights = (departure.date() - arrival.date()).days
    kept = {one.weekday: one for one in hours if one.closes <= one.opens}
    wanted = [kept.get((arrival.weekday() + night) % 7) for night in range(nights)]
    first, last = (wanted[0], wanted[-1]) if wanted else (None, None)
    if first is None or last is None or None in wanted:
        return False
    return arrival.time() >= first.opens and departure.time() <= last.closes


def describe_hours(hours: Sequence[OpeningHours], day: date) -> str:
    """When it is open on a day of the week, or that it is not."""
    weekday = str(WEEKDAYS[day.weekday()])
    stretches = [one for one in hours if one.weekday == day.weekday()]
    if not stretches:
        return _("It is closed on this day of the week: %(day)s.") % {"day": weekday}
    text = ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in stretches)
    return _("It is open %(day)s %(hours)s.") % {"day": weekday, "hours": text}


def policy_of(space: Space) -> BookingPolicy:
    """Of a space that can be booked: the database holds that it has one."""
    if space.policy is None:
        raise ValueError(f"{space.code} cannot be booked")
    return space.policy


def last_bookable_day(policy: BookingPolicy, now: datetime) -> date:
    """The last local day on which a booking may start: all of it, at whatever hour one looks."""
    return timezone.localdate(now) + timedelta(days=policy.horizon_days)


def quiet_stretches(rule: QuietHours, first: date, last: date) -> Iterator[Stretch]:
    """When it is quiet from the eve of a day to a day."""
    for ahead in range(-1, (last - first).days + 1):
        day = first + DAY * ahead
        if holds_on(rule.weekdays, day) and is_in_force(rule, day):
            yield local_stretch(day, rule.starts, rule.ends)


def quiet_meeting(rules: Iterable[QuietHours], starts_at: datetime, ends_at: datetime) -> QuietHours | None:
    """The first quiet hours that have a moment in [starts_at, ends_at)."""
    days = local_days(starts_at, ends_at)
    for rule in rules:
        stretches = quiet_stretches(rule, days[0], days[-1])
        if any(start < ends_at and starts_at < end for start, end in stretches):
            return rule
    return None


def is_in_force(rule: QuietHours, day: date) -> bool:
    return rule.valid_from <= day and (rule.valid_to is None or day < rule.valid_to)


def certified_on(held: CertificateDays, people: Iterable[User], day: date) -> set[User]:
    """Those of these people who have the certificate on a local day."""
    return {
        person
        for person in people
        if any(
            granted <= day and (expires is None or day < expires)
            for granted, expires in held.get(person.pk, ())
        )
    }


def minutes_by_week(starts_at: datetime, ends_at: datetime) -> dict[Week, int]:
    """Elapsed minutes in each ISO week, cut on Monday 00:00 of the local clock."""
    zone, found = timezone.get_default_timezone(), {}
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    while starts_at < ends_at:
        day = timezone.localdate(starts_at)
        monday = day + DAY * (7 - day.weekday())
        cut = min(ends_at, datetime.combine(monday, time.min, zone).astimezone(UTC))
        year, week, _weekday = day.isocalendar()
        found[year, week] = int((cut - starts_at).total_seconds()) // 60
        starts_at = cut
    return found


def format_minutes(minutes: int) -> str:
    """10 h 15 min."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
