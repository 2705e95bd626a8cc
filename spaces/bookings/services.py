"""Booking common spaces."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import explain_conflict, is_cancellable
from spaces.bookings.validation import can_book_for, can_cancel, check_booking
from spaces.building.models import Space
from spaces.building.services import lock_spaces

CONFLICTS_NAMED = 3


@transaction.atomic
def create_booking(
    space: Space,
    *,
    company: Company,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    request_id: UUID,
) -> Booking:
    """Book a common space. The same `request_id` again returns the first booking and changes nothing."""
    leaves = space.leaf_ids()
    lock_spaces(leaves)
    if first := _booked_before(request_id, by):
        return first
    if not can_book_for(by, company):
        raise ValidationError(_("You are not in %(company)s.") % {"company": company})
    check_booking(space, starts_at, ends_at)
    _refuse_taken(leaves, starts_at, ends_at)
    booking = Booking(
        request_id=request_id,
        space=space,
        company=company,
        booked_by=by,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    try:
        with transaction.atomic():
            booking.save()
            Claim.objects.bulk_create(
                Claim(space_id=leaf, booking=booking, starts_at=starts_at, ends_at=ends_at) for leaf in leaves
            )
    except IntegrityError:
        if first := _booked_before(request_id, by):
            return first
        _refuse_taken(leaves, starts_at, ends_at)
        raise
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User) -> Booking:
    """Cancel a booking that is not over yet; its time is free at once. Cancelling again changes nothing."""
    booking = Booking.objects.select_for_update(of=("self",)).select_related("company").get(pk=booking.pk)
    if not booking.is_confirmed:
        return booking
    if not can_cancel(by, booking):
        raise ValidationError(_("Only %(company)s can cancel this booking.") % {"company": booking.company})
    now = timezone.now()
    if not is_cancellable(booking, now):
        raise ValidationError(_("This booking is over."))
    booking.state, booking.cancelled_at = Booking.State.CANCELLED, now
    booking.save(update_fields=["state", "cancelled_at"])
    booking.claims.filter(released_at__isnull=True).update(released_at=now)
    return booking


def _booked_before(request_id: UUID, by: User) -> Booking | None:
    booking = Booking.objects.select_related("space", "company").filter(request_id=request_id).first()
    if booking is not None and booking.booked_by_id != by.pk:
        raise ValidationError(_("This form was used by somebody else. Open it again."))
    return booking


def _refuse_taken(leaves: list[int], starts_at: datetime, ends_at: datetime) -> None:
    taken = Booking.objects.occupying(leaves, starts_at, ends_at)[:CONFLICTS_NAMED]
    if taken:
        raise ValidationError(
            [ValidationError(explain_conflict(booking), code="overlap") for booking in taken]
        )
