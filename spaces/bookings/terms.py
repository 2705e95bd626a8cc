"""What the rules of booking are asked about: hours, quiet hours, quotas, certificates as they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.models import Booking
from spaces.bookings.rules import PolicyTerms, QuotaUse
from spaces.policies.certificate_models import Certificate, CertificateKind
from spaces.policies.models import BookingPolicy, QuietHours, Quota
from spaces.policies.rules import CertificateDays, minutes_by_week


def terms_of(policy: BookingPolicy) -> PolicyTerms:
    """A policy with its hours and the quiet hours that concern it. Two queries."""
    silences = QuietHours.policies.through.objects.filter(quiethours=OuterRef("pk"), bookingpolicy=policy)
    rules: Any = QuietHours.objects.annotate(silences=Exists(silences)).select_related("resolution")
    rules = list(rules.filter(Q(silences=True) | Q(warns_others=True)).order_by("pk"))
    quiet = [rule for rule in rules if rule.silences]
    warning = [] if policy.is_loud else [rule for rule in rules if not rule.silences]
    return PolicyTerms(policy, list(policy.hours.all()), quiet, warning)


def quota_use(
    quota: Quota, company: Company, starts_at: datetime, ends_at: datetime, besides: Collection[int] = ()
) -> QuotaUse:
    """What a company has booked under a quota in the weeks of [starts_at, ends_at), and what is to come."""
    shared = Booking.objects.standing().filter(company=company, space__policy__quota=quota)
    shared = shared.exclude(pk__in=besides)
    monday = timezone.localdate(starts_at) - timedelta(days=timezone.localdate(starts_at).weekday())
    first = datetime.combine(monday, time.min, timezone.get_default_timezone()).astimezone(UTC)
    minutes: dict[tuple[int, int], int] = {}
    in_weeks = shared.filter(ends_at__gt=first, starts_at__lt=ends_at + timedelta(days=8))
    for start, end in in_weeks.values_list("starts_at", "ends_at"):
        for week, length in minutes_by_week(start, end).items():
            minutes[week] = minutes.get(week, 0) + length
    to_come = shared.filter(ends_at__gt=timezone.now())
    alone = to_come.filter(series=None).count()
    in_series = to_come.exclude(series=None).values("series").distinct().count()
    return QuotaUse(minutes, alone + in_series)


def certificates_of(
    kind: CertificateKind, people: Iterable[User], *, besides: Collection[int] = ()
) -> CertificateDays:
    """On which days these people have the certificate, by their ids; without those `besides`. One query."""
    rows = Certificate.objects.standing().filter(kind=kind, person__in=list(people)).exclude(pk__in=besides)
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for person, granted_on, expires_on in rows.values_list("person", "granted_on", "expires_on"):
        found[person].append((granted_on, expires_on))
    return found
