"""What stands in the way of each date of a series: read in a few queries, however many dates there are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import (
    Fault,
    Kind,
    QuotaUse,
    certificate_faults,
    cleanup_of,
    company_faults,
    explain_conflict,
    policy_faults,
    quiet_warning,
    quota_faults,
    slot_faults,
)
from spaces.bookings.terms import certificates_of, quota_use, terms_of
from spaces.bookings.validation import space_faults, why_barred
from spaces.building.rules import existence_fault
from spaces.condition.models import Condition
from spaces.policies.rules import certified_on, minutes_by_week
from spaces.series.models import Series
from spaces.series.rules import PlannedDate, Timing

Held = list[tuple[int | None, datetime, datetime]]  # a booking, None for a block; from, until


def plan_dates(
    timing: Timing,
    days: Sequence[date],
    *,
    company: Company | None,
    operators: Collection[User] = (),
    own_operators: Mapping[date, Collection[User]] | None = None,
    series: Series | None = None,
    besides: Collection[int] = (),
) -> list[PlannedDate]:
    """Each day with what is wrong with it; bookings `besides` are about to move and stand in no way.

    `operators` work the machine, on some days others (`own_operators`). The quota counts the dates of the
    series together, those before and the one asked about.
    """
    dates = [PlannedDate(timing.on(day)) for day in days]
    for one in dates:
        if not one.occurrence.exists:
            text = _("The clocks change in the night: this hour does not exist on %(day)s.")
            one.faults.append(Fault(Kind.TIME, text % {"day": format_day(one.day)}))
    existing = [one for one in dates if one.occurrence.exists]
    if existing:
        _add_rules(timing, existing, company)
        _add_certificates(
            timing, existing, {one.day: operators for one in existing} | dict(own_operators or {})
        )
        _add_conflicts(timing, existing, besides)
        _add_quota(timing, existing, company, series, besides)
    return dates


def _add_rules(timing: Timing, dates: list[PlannedDate], company: Company | None) -> None:
    """What the policy, the space and the company's stay do not allow."""
    space, now = timing.space, timezone.now()
    if not space.is_bookable or space.policy is None:
        for one in dates:
            one.faults.append(Fault(Kind.UNUSABLE, _("This space cannot be booked."), "space"))
        return
    terms, is_doubtful = terms_of(space.policy), _days_in_doubt(timing, dates)
    for one in dates:
        start, end = one.times
        if faults := slot_faults(start, end, now):
            one.faults += faults
            continue
        one.faults += policy_faults(terms, start, end, now)
        if one.day in is_doubtful:
            faults_of_space = space_faults(space, start, end).values()
            one.faults += [Fault(Kind.UNUSABLE, text) for text in faults_of_space]
        one.faults += company_faults(company, end)
        one.warning = quiet_warning(terms, start, end)


def _days_in_doubt(timing: Timing, dates: list[PlannedDate]) -> set[date]:
    """Those on which the space or one that it takes may not be usable: only these are asked one by one."""
    parts = [timing.space, *timing.space.takes.exclude(pk=timing.space.pk)]
    span = (dates[0].day, dates[-1].day + timedelta(days=timing.nights + 1))
    unusable = list(
        Condition.objects.filter(space__in=parts).meeting(*span).unusable().values_list("start_on", "end_on")
    )
    found = set()
    for one in dates:
        first, after = one.day, one.day + timedelta(days=timing.nights + 1)
        if any(existence_fault(part, first, after) for part in parts) or any(
            start < after and (end is None or first < end) for start, end in unusable
        ):
            found.add(one.day)
    return found


def _add_certificates(
    timing: Timing, dates: list[PlannedDate], operators: Mapping[date, Collection[User]]
) -> None:
    """Whether enough operators of each date have the certificate on its local day."""
    policy = timing.space.policy
    if policy is None or policy.certificate is None:
        return
    people = {person.pk: person for some in operators.values() for person in some}
    held = certificates_of(policy.certificate, people.values())
    for one in dates:
        named = operators[one.day]
        one.faults += certificate_faults(policy, certified_on(held, named, one.day), named)


def _add_conflicts(timing: Timing, dates: list[PlannedDate], besides: Collection[int]) -> None:
    """Who has the space then, or that it is closed."""
    leaves, cleanup = timing.space.leaf_ids(), cleanup_of(timing.space)
    held = _held_in(leaves, dates, cleanup, besides)
    found = Booking.objects.filter(pk__in={pk for pk, _start, _end in held if pk})
    bookings = found.for_list().in_bulk() if held else {}
    for one in dates:
        start, end = one.times
        meeting = [pk for pk, begins, ends in held if begins < end + cleanup and start < ends]
        if any(pk is None and begins < end and start < ends for pk, begins, ends in held):
            one.is_blocked = True
            one.faults.insert(0, Fault(Kind.TAKEN, _("The space is closed then.")))
        named = [bookings[pk] for pk in dict.fromkeys(meeting) if pk is not None]
        texts = [Fault(Kind.TAKEN, explain_conflict(booking, start, end)) for booking in named[:3]]
        one.faults[0:0] = texts
    if why := why_barred(leaves):
        for one in dates:
            one.faults.insert(0, Fault(Kind.UNUSABLE, why, "space"))


def _held_in(
    leaves: Collection[int], dates: list[PlannedDate], cleanup: timedelta, besides: Collection[int]
) -> Held:
    wanted = Q()
    for one in dates:
        start, end = one.times
        wanted |= Q(starts_at__lt=end + cleanup, ends_at__gt=start)
    rows = Claim.objects.filter(wanted, released_at__isnull=True, space__in=leaves).standing()
    if besides:
        rows = rows.exclude(booking__in=list(besides))
    return list(rows.order_by("starts_at", "pk").values_list("booking", "starts_at", "ends_at"))


def _add_quota(
    timing: Timing,
    dates: list[PlannedDate],
    company: Company | None,
    series: Series | None,
    besides: Collection[int],
) -> None:
    """Dates that are free otherwise use the quota one after the other."""
    quota = timing.space.policy.quota if timing.space.policy else None
    if quota is None or company is None:
        return
    use = quota_use(quota, company, dates[0].times[0], dates[-1].times[1], besides)
    open_bookings = use.open_bookings
    if series is not None and series.bookings.upcoming().exclude(pk__in=besides).exists():
        open_bookings -= 1
    minutes = dict(use.minutes)
    for one in dates:
        if one.faults:
            continue
        one.faults += quota_faults(quota, QuotaUse(minutes, open_bookings), *one.times)
        if one.is_free:
            for week, length in minutes_by_week(*one.times).items():
                minutes[week] = minutes.get(week, 0) + length
