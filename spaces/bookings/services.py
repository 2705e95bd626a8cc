"""Booking common spaces, ending a booking early, cancelling it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.emails import send_bookings_cancelled
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import early_end, is_cancellable, is_endable
from spaces.bookings.validation import (
    can_book_for,
    can_cancel,
    check_booking,
    refuse_held,
    refuse_taken,
)
from spaces.building.models import Space
from spaces.building.services import lock_spaces


@transaction.atomic
def create_booking(
    space: Space,
    *,
    company: Company | None,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    request_id: UUID,
) -> Booking:
    """Book a common space for a company; without one, for the community.

    The same `request_id` again returns the first booking and changes nothing.
    """
    leaves = space.leaf_ids()
    lock_spaces(leaves)
    if first := _booked_before(request_id, by):
        return first
    if not can_book_for(by, company):
        if company is None:
            raise ValidationError(_("Only coordinators book for the community."))
        raise ValidationError(_("You are not in %(company)s.") % {"company": company})
    check_booking(space, starts_at, ends_at, company=company)
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
        save_with_claims(booking, leaves)
    except IntegrityError:
        if first := _booked_before(request_id, by):
            return first
        raise
    return booking


def save_with_claims(booking: Booking, leaves: list[int]) -> None:
    """Write a new booking; raises who has the time. The caller holds the lock of the leaves."""
    starts_at, ends_at = booking.starts_at, booking.ends_at
    refuse_taken(leaves, starts_at, ends_at)
    try:
        with transaction.atomic():
            booking.save()
            Claim.objects.bulk_create(
                Claim(space_id=leaf, booking=booking, starts_at=starts_at, ends_at=ends_at) for leaf in leaves
            )
    except IntegrityError:
        refuse_taken(leaves, starts_at, ends_at, besides=booking)
        raise


def claim_anew(booking: Booking, *, left: Collection[int], taken: Collection[int]) -> None:
    """Let a booking occupy other leaves; raises who has the time there. The caller holds their locks."""
    starts_at, ends_at, leaves = booking.starts_at, booking.ends_at, sorted(taken)
    try:
        with transaction.atomic():
            held = booking.claims.filter(space__in=left, released_at__isnull=True)
            held.update(released_at=timezone.now())
            Claim.objects.bulk_create(
                Claim(space_id=leaf, booking=booking, starts_at=starts_at, ends_at=ends_at) for leaf in leaves
            )
    except IntegrityError:
        refuse_taken(leaves, starts_at, ends_at, besides=booking)
        raise


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User, reason: str = "") -> Booking:
    """Cancel a booking before it begins; its time is free at once. Cancelling again changes nothing.

    The company hears of it, with the reason, where somebody else cancels.
    """
    booking = _locked(booking)
    if not booking.is_confirmed:
        return booking
    is_others = _check_stopping(booking, by, reason)
    now = timezone.now()
    if not is_cancellable(booking, now):
        text = _("This booking has begun: it can be ended early.")
        raise ValidationError(text if is_endable(booking, now) else _("This booking is over."))
    stop(booking, by=by, reason=reason, now=now)
    if is_others and booking.company:
        send_bookings_cancelled(booking.company, [booking], reason=booking.cancel_reason)
    return booking


@transaction.atomic
def end_early(booking: Booking, *, by: User, reason: str = "") -> Booking:
    """Give back what is left of a running booking, from the next quarter of an hour on."""
    booking = _locked(booking)
    is_others = _check_stopping(booking, by, reason)
    now = timezone.now()
    if not is_endable(booking, now):
        raise ValidationError(_("There is nothing left of this booking to give back."))
    stop(booking, by=by, reason=reason, now=now)
    if is_others and booking.company:
        send_bookings_cancelled(booking.company, [booking], reason=booking.cancel_reason)
    return booking


@transaction.atomic
def cancel_bookings(bookings: Iterable[Booking], *, by: User | None, reason: str) -> list[Booking]:
    """Cancel those of any company, end early what runs; one mail a company. An event's booking is refused."""
    keys = [booking.pk for booking in bookings]
    rows = Booking.objects.confirmed().filter(pk__in=keys).for_list().order_by("pk")
    now, stopped = timezone.now(), []
    for booking in rows.select_for_update(of=("self",)):
        refuse_held(booking)
        if is_cancellable(booking, now) or is_endable(booking, now):
            stop(booking, by=by, reason=reason, now=now)
            stopped.append(booking)
    stopped.sort(key=lambda booking: (booking.company_id or 0, booking.starts_at))
    for company, group in groupby(stopped, key=lambda booking: booking.company):
        if company is not None:
            send_bookings_cancelled(company, list(group), reason=reason)
    return stopped


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).for_list()
    return rows.get(pk=booking.pk)


def _check_stopping(booking: Booking, by: User, reason: str) -> bool:
    """Whether the booking is of others than who stops it; these say why."""
    if not can_cancel(by, booking):
        if booking.company is None:
            raise ValidationError(_("Only coordinators can cancel this booking."))
        raise ValidationError(_("Only %(company)s can cancel this booking.") % {"company": booking.company})
    refuse_held(booking)
    is_others = not can_book_for(by, booking.company)
    if is_others and not reason.strip():
        raise ValidationError({"reason": _("Say why: the company reads it in a mail.")})
    return is_others


def stop(booking: Booking, *, by: User | None, reason: str, now: datetime) -> None:
    """Before it begins, as if it had never been; later it ends with the quarter of an hour."""
    booking.cancel_reason, booking.cancelled_by, booking.updated_at = reason.strip(), by, now
    booking.sequence += 1
    fields = ["cancel_reason", "cancelled_by", "updated_at", "sequence"]
    if booking.starts_at > now:
        booking.state, booking.cancelled_at = Booking.State.CANCELLED, now
        booking.save(update_fields=["state", "cancelled_at", *fields])
        booking.claims.filter(released_at__isnull=True).update(released_at=now)
    else:
        booking.ends_at = early_end(booking, now)
        booking.save(update_fields=["ends_at", *fields])
        booking.claims.filter(released_at__isnull=True).update(ends_at=booking.ends_at)


def _booked_before(request_id: UUID, by: User) -> Booking | None:
    booking = Booking.objects.for_list().filter(request_id=request_id).first()
    if booking is not None and booking.booked_by_id != by.pk:
        raise ValidationError(_("This form was used by somebody else. Open it again."))
    return booking
