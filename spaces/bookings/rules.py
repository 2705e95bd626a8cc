"""When a common space can be booked and a booking cancelled. Nothing here reads the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day, format_moment
from spaces.bookings.models import Booking
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.policies.holidays import holiday_on
from spaces.policies.models import (
    LONGEST_MINUTES,
    SLOT_MINUTES,
    BookingPolicy,
    OpeningHours,
    QuietHours,
    Quota,
)
from spaces.policies.rules import (
    Week,
    describe_hours,
    format_minutes,
    is_open,
    last_bookable_day,
    local_days,
    minutes_by_week,
    quiet_meeting,
)

SLOT = timedelta(minutes=SLOT_MINUTES)
LONGEST = timedelta(minutes=LONGEST_MINUTES)
PENDING_FOR = timedelta(hours=72)


class Kind(StrEnum):
    """What is wrong with a time; the first three and the last are never overridden."""

    TIME = "time"
    TAKEN = "taken"
    UNUSABLE = "unusable"
    LENGTH = "length"
    AHEAD = "ahead"
    HOURS = "hours"
    HOLIDAY = "holiday"
    QUIET = "quiet"
    QUOTA = "quota"
    CERTIFICATE = "certificate"


POLICY_KINDS = {Kind.LENGTH, Kind.AHEAD, Kind.HOURS, Kind.HOLIDAY, Kind.QUIET, Kind.QUOTA}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a booking, and the field of the form it stands beside."""

    kind: Kind
    text: str
    field: str = "starts_at"


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """A policy as it is asked again and again: its hours, the quiet hours that silence it or only warn."""

    policy: BookingPolicy
    hours: Sequence[OpeningHours]
    quiet: Sequence[QuietHours]
    warning: Sequence[QuietHours]


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """What a company has booked under a quota: minutes of each week, bookings to come (a series is one)."""

    minutes: dict[Week, int]
    open_bookings: int


def next_slot(now: datetime) -> datetime:
    """The next quarter of an hour; `now` itself where it is one."""
    length = SLOT.total_seconds()
    return datetime.fromtimestamp(-(-now.timestamp() // length) * length, UTC)


def is_cancellable(booking: Booking, now: datetime | None = None) -> bool:
    """Until it begins: what was used then stays on record, and only the rest is given back."""
    return booking.is_standing and booking.starts_at > (now or timezone.now())


def is_too_late_to_cancel(booking: Booking, now: datetime) -> bool:
    """Whether only coordinators cancel it now, though it has not begun."""
    return booking.starts_at > now > booking.starts_at - timedelta(hours=cancel_hours(booking))


def cancel_hours(booking: Booking) -> int:
    """How long before it begins its company can still cancel it."""
    return booking.space.policy.cancel_hours if booking.space.policy else 0


def is_moved(booking: Booking, space: Space, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether this is another time or space than it has."""
    return (booking.space_id, booking.starts_at, booking.ends_at) != (space.pk, starts_at, ends_at)


def is_endable(booking: Booking, now: datetime | None = None) -> bool:
    """While it runs, and at least a quarter of an hour is left to give back."""
    now = now or timezone.now()
    return booking.is_confirmed and booking.starts_at <= now and early_end(booking, now) < booking.ends_at


def early_end(booking: Booking, now: datetime) -> datetime:
    """When it ends if it is ended now: a booking has used a quarter of an hour at least."""
    return max(next_slot(now), booking.starts_at + SLOT)


def slot_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> list[Fault]:
    """What no policy allows."""
    slot, faults = int(SLOT.total_seconds()), []
    if starts_at.timestamp() % slot:
        faults.append(Fault(Kind.TIME, _("Bookings start at 00, 15, 30 or 45 minutes past the hour.")))
    elif starts_at < now - SLOT:
        faults.append(Fault(Kind.TIME, _("This time has already passed.")))
    if ends_at.timestamp() % slot:
        faults.append(
            Fault(Kind.TIME, _("Bookings end at 00, 15, 30 or 45 minutes past the hour."), "ends_at")
        )
    elif ends_at <= starts_at:
        faults.append(Fault(Kind.TIME, _("The end must come after the start."), "ends_at"))
    elif ends_at <= now:
        faults.append(Fault(Kind.TIME, _("This time has already passed."), "ends_at"))
    elif ends_at.timestamp() - starts_at.timestamp() > LONGEST.total_seconds():
        text = _("A booking lasts at most %(length)s.") % {"length": format_minutes(LONGEST_MINUTES)}
        faults.append(Fault(Kind.TIME, text, "ends_at"))
    return faults


def policy_faults(terms: PolicyTerms, starts_at: datetime, ends_at: datetime, now: datetime) -> list[Fault]:
    """What the policy does not allow; coordinators may book all the same, with a reason."""
    faults = [*_length_faults(terms.policy, starts_at, ends_at), *_ahead_faults(terms.policy, starts_at, now)]
    if not is_open(terms.policy, terms.hours, starts_at, ends_at):
        faults.append(Fault(Kind.HOURS, describe_hours(terms.hours, timezone.localdate(starts_at))))
    if terms.policy.closed_on_holidays:
        for day in local_days(starts_at, ends_at):
            if name := holiday_on(day):
                text = _("It is closed on %(day)s: %(holiday)s.")
                faults.append(Fault(Kind.HOLIDAY, text % {"day": format_day(day), "holiday": name}))
                break
    if rule := quiet_meeting(terms.quiet, starts_at, ends_at):
        faults.append(Fault(Kind.QUIET, explain_quiet(rule)))
    return faults


def _length_faults(policy: BookingPolicy, starts_at: datetime, ends_at: datetime) -> list[Fault]:
    length = timedelta(seconds=ends_at.timestamp() - starts_at.timestamp())
    if length > timedelta(minutes=policy.max_minutes):
        text = _("A booking lasts at most %(length)s.") % {"length": format_minutes(policy.max_minutes)}
        return [Fault(Kind.LENGTH, text, "ends_at")]
    if length < timedelta(minutes=policy.min_minutes):
        text = _("A booking lasts at least %(length)s.") % {"length": format_minutes(policy.min_minutes)}
        return [Fault(Kind.LENGTH, text, "ends_at")]
    return []


def _ahead_faults(policy: BookingPolicy, starts_at: datetime, now: datetime) -> list[Fault]:
    if timezone.localdate(starts_at) > last_bookable_day(policy, now):
        text = _("You can book up to %(days)s days ahead.") % {"days": policy.horizon_days}
        return [Fault(Kind.AHEAD, text)]
    if starts_at < now + timedelta(minutes=policy.notice_minutes) - SLOT and policy.notice_minutes:
        text = _("It must be booked %(notice)s before it begins.")
        return [Fault(Kind.AHEAD, text % {"notice": format_minutes(policy.notice_minutes)})]
    return []


def explain_quiet(rule: QuietHours) -> str:
    """13:00 is quiet, and by what: "Quiet hours 12:30–14:30 (resolution 2022/4)."."""
    ground = rule.reason
    if rule.resolution:
        ground = _("resolution %(reference)s") % {"reference": rule.resolution.reference}
    return _("Quiet hours “%(name)s”, %(from)s–%(to)s: %(ground)s.") % {
        "name": rule.name,
        "from": f"{rule.starts:%H:%M}",
        "to": f"{rule.ends:%H:%M}",
        "ground": ground,
    }


def quiet_warning(terms: PolicyTerms, starts_at: datetime, ends_at: datetime) -> str:
    """What to ask once about a time in which others want quiet; empty where nobody does."""
    rule = quiet_meeting(terms.warning, starts_at, ends_at)
    return explain_quiet(rule) if rule else ""


def company_faults(company: Company | None, ends_at: datetime) -> list[Fault]:
    """Whether its company is still here then."""
    last = timezone.localdate(ends_at - SLOT)
    if company is None or company.left_on is None or last < company.left_on:
        return []
    text = _("%(company)s leaves on %(day)s.")
    values = {"company": company, "day": format_day(company.left_on)}
    return [Fault(Kind.UNUSABLE, text % values, "ends_at")]


def quota_faults(quota: Quota, use: QuotaUse, starts_at: datetime, ends_at: datetime) -> list[Fault]:
    """Whether this time, beside what is booked, passes the quota of a week or of bookings to come."""
    if quota.minutes_a_week is not None:
        for week, minutes in minutes_by_week(starts_at, ends_at).items():
            total = use.minutes.get(week, 0) + minutes
            if total > quota.minutes_a_week:
                text = _("That makes %(total)s of %(limit)s in week %(week)s (%(quota)s).") % {
                    "total": format_minutes(total),
                    "limit": format_minutes(quota.minutes_a_week),
                    "week": week[1],
                    "quota": quota.name,
                }
                return [Fault(Kind.QUOTA, text)]
    if quota.open_bookings is not None and use.open_bookings >= quota.open_bookings:
        text = ngettext(
            "Your company has %(count)d upcoming booking, and no more are allowed (%(quota)s).",
            "Your company has %(count)d upcoming bookings, and no more are allowed (%(quota)s).",
            use.open_bookings,
        )
        return [Fault(Kind.QUOTA, text % {"count": use.open_bookings, "quota": quota.name})]
    return []


def certificate_faults(
    policy: BookingPolicy, certified: Collection[User], operators: Collection[User]
) -> list[Fault]:
    """Whether enough of the people named have the certificate on the day."""
    if policy.certificate is None or len(certified) >= policy.certified_people:
        return []
    kind = policy.certificate.name
    if operators:
        without = ", ".join(sorted(str(person) for person in operators if person not in certified))
        text = _("Without the certificate “%(kind)s” on that day: %(people)s.")
        return [Fault(Kind.CERTIFICATE, text % {"kind": kind, "people": without or "–"}, "operators")]
    text = ngettext(
        "Name %(count)d person with the certificate “%(kind)s”.",
        "Name %(count)d people with the certificate “%(kind)s”.",
        policy.certified_people,
    )
    return [Fault(Kind.CERTIFICATE, text % {"kind": kind, "count": policy.certified_people}, "operators")]


def explain_conflict(
    booking: Booking, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> str:
    """What stands in the way of a booking in [starts_at, ends_at): whose, and when."""
    values = {
        "space": booking.space,
        "company": booking.company,
        "purpose": booking.purpose,
        "when": format_period(booking.starts_at, booking.ends_at),
    }
    if starts_at and booking.ends_at <= starts_at:
        return _("%(space)s is cleaned until %(until)s.") % {
            "space": booking.space,
            "until": format_moment(claim_end(booking)),
        }
    if ends_at and booking.starts_at >= ends_at:
        return _("There is no time left to clean up: %(space)s is taken again: %(when)s.") % values
    if booking.company is None and booking.is_private:
        return _("%(space)s is taken: %(when)s.") % values
    if booking.company is None:
        return _("%(space)s is taken for “%(purpose)s”: %(when)s.") % values
    return _("%(space)s is taken by %(company)s: %(when)s.") % values


def cleanup_of(space: Space) -> timedelta:
    """How long it is cleaned after each booking."""
    return timedelta(minutes=space.policy.cleanup_minutes if space.policy else 0)


def claim_end(booking: Booking) -> datetime:
    """Until when it holds its spaces: the cleaning is included, which a closure may cut short."""
    return booking.ends_at + cleanup_of(booking.space)


class Titled(Protocol):
    """A booking, or the row of a query that has these of one."""

    @property
    def is_private(self) -> bool: ...
    @property
    def company_id(self) -> int | None: ...


def can_read_purpose(booking: Titled, *, company_ids: Collection[int], is_coordinator: bool) -> bool:
    """What it is for is everybody's to read, or of its own company and coordinators alone."""
    return not booking.is_private or is_coordinator or booking.company_id in company_ids
