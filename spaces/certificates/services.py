"""Granting certificates, and revoking them with what is booked on them."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.bookings.models import Booking
from spaces.bookings.services import cancel_bookings
from spaces.bookings.terms import certificates_of
from spaces.policies.certificate_models import Certificate, CertificateKind
from spaces.policies.rules import certified_on


def can_grant(user: User, kind: CertificateKind) -> bool:
    """Coordinators, and people of the company that shows how it is done."""
    if user.is_coordinator:
        return True
    return kind.company_id is not None and user.memberships.current().filter(company=kind.company_id).exists()


@transaction.atomic
def grant_certificate(
    kind: CertificateKind, *, person: User, by: User, granted_on: date | None = None
) -> Certificate:
    """From a day (today) on, for the months of its kind; one that still holds is replaced when it ends."""
    if not can_grant(by, kind):
        raise ValidationError(_("You cannot grant this certificate."))
    day = granted_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"granted_on": _("This date is in the future.")})
    expires_on = day + relativedelta(months=kind.months_valid) if kind.months_valid else None
    certificate = Certificate(kind=kind, person=person, granted_by=by, granted_on=day, expires_on=expires_on)
    certificate.full_clean(exclude=["revoke_reason"])
    certificate.save()
    return certificate


def bookings_resting_on(certificate: Certificate) -> list[Booking]:
    """Coming bookings that would have too few certified people without it, by their own day."""
    kind = certificate.kind
    coming = Booking.objects.upcoming().filter(
        space__policy__certificate=kind, operators=certificate.person, starts_at__gt=timezone.now()
    )
    bookings = list(coming.for_list().prefetch_related("operators"))
    people = {person for booking in bookings for person in booking.operators.all()}
    others, found = certificates_of(kind, people, besides=[certificate.pk]), []
    for booking in bookings:
        left = certified_on(others, booking.operators.all(), timezone.localdate(booking.starts_at))
        if booking.space.policy and len(left) < booking.space.policy.certified_people:
            found.append(booking)
    return found


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: User, reason: str) -> list[Booking]:
    """It counts no more from now on; the bookings that rest on it are cancelled and their companies told."""
    certificate = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("kind", "person")
        .get(pk=certificate.pk)
    )
    if not can_grant(by, certificate.kind):
        raise ValidationError(_("You cannot revoke this certificate."))
    if certificate.revoked_at is not None:
        return []
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    bookings = bookings_resting_on(certificate)
    certificate.revoked_at, certificate.revoked_by = timezone.now(), by
    certificate.revoke_reason = reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    why = _("The certificate “%(kind)s” of %(person)s is no longer valid.")
    text = why % {"kind": certificate.kind, "person": certificate.person}
    return cancel_bookings(bookings, by=by, reason=text[:200])
