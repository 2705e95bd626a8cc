"""Booking common spaces; ending early and cancelling a booking."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.claims import write_with_claims
from spaces.bookings.emails import send_bookings_cancelled
from spaces.bookings.lapses import lapse_overdue
from spaces.bookings.models import Booking
from spaces.bookings.rules import (
    PENDING_FOR,
    claim_end,
    cleanup_of,
    early_end,
    is_cancellable,
    is_endable,
)
from spaces.bookings.validation import (
    can_book_for,
    can_cancel,
    check_booker,
    check_booking,
    check_operators,
    is_claimed,
    refuse_held,
    refuse_taken,
    refuse_too_late,
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
    is_private: bool = False,
    operators: Collection[User] = (),
    override_reason: str = "",
) -> Booking:
    """Book a common space for a company; without one, for the community.

    The same `request_id` again returns the first booking and changes nothing. With a reason coordinators book
    what the policy does not allow.
    """
    if is_claimed(space, starts_at, ends_at) and not _booked_before(request_id, by):
        # Who wants what is taken hears it without waiting in line for the lock.
        refuse_taken(space.leaf_ids(), starts_at, ends_at)
    leaves = lock_for_booking(space, company)
    if first := _booked_before(request_id, by):
        return first
    booking = Booking(
        request_id=request_id,
        space=space,
        company=company,
        booked_by=by,
        purpose=purpose,
        is_private=is_private,
        starts_at=starts_at,
        ends_at=ends_at,
        override_reason=override_reason.strip(),
        **state_at_first(space, by, starts_at),
    )
    _check_new(booking, leaves, by, operators)
    return _write_new(booking, leaves, by, operators)


def _check_new(booking: Booking, leaves: list[int], by: User, operators: Collection[User]) -> None:
    """Raise what is wrong with a new booking; first who has the time, in a rush all that most people hear."""
    refuse_taken(leaves, booking.starts_at, booking.ends_at, cleanup=cleanup_of(booking.space))
    check_booker(by, booking.company, booking.override_reason)
    check_operators(booking.company, operators)
    check_booking(
        booking.space,
        booking.starts_at,
        booking.ends_at,
        company=booking.company,
        operators=operators,
        is_overridden=bool(booking.override_reason),
    )


def _write_new(booking: Booking, leaves: list[int], by: User, operators: Collection[User]) -> Booking:
    try:
        write_with_claims(booking, leaves)
    except IntegrityError:
        if first := _booked_before(booking.request_id, by):
            return first  # sent twice at once, for another space
        raise
    if operators:
        booking.operators.set(operators)
    return booking


def lock_leaves(space: Space, *, leaving: Collection[Space] = ()) -> list[int]:
    """Lock a space with its leaves, and those of what is left, by id, at once. Returns its leaves."""
    leaves = space.leaf_ids()
    lock_spaces({space.pk, *leaves, *(leaf for one in leaving for leaf in one.leaf_ids())})
    if space.leaf_ids() != leaves:
        raise ValidationError(_("What this space takes has just been changed. Try again."))
    return leaves


def lock_for_booking(space: Space, company: Company | None, *, leaving: Collection[Space] = ()) -> list[int]:
    """Lock the company where it has a quota, then all leaves by id, at once: also of what a booking leaves.

    Two requests of one company in different rooms then wait for each other, and none is counted short; two
    that change rooms with each other wait in the same order. What lapsed meanwhile is let go. Returns the
    leaves of the space.
    """
    policies = [one.policy for one in (space, *leaving)]
    if company is not None and any(policy and policy.quota_id for policy in policies):
        Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    leaves = lock_leaves(space, leaving=leaving)
    lapse_overdue(leaves)
    return leaves


def lock_booking(booking: Booking) -> Booking:
    """The row as it is now; nobody else changes it until the transaction ends."""
    rows = Booking.objects.select_for_update(of=("self",)).for_list()
    return rows.get(pk=booking.pk)


def state_at_first(space: Space, by: User, starts_at: datetime) -> dict[str, Any]:
    """Where a coordinator approves it, a booking of others waits: 72 hours, or until it begins."""
    if space.policy is None or not space.policy.needs_approval or by.is_coordinator:
        return {"state": Booking.State.CONFIRMED, "pending_until": None}
    until = min(timezone.now() + PENDING_FOR, starts_at)
    return {"state": Booking.State.PENDING, "pending_until": until}


def move_to(
    booking: Booking,
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    *,
    by: User,
    override_reason: str = "",
) -> None:
    """Give the row another time or space, not yet written; it waits anew where a coordinator approves."""
    booking.space, booking.starts_at, booking.ends_at = space, starts_at, ends_at
    booking.sequence += 1
    booking.override_reason = override_reason.strip()
    for name, value in state_at_first(space, by, starts_at).items():
        setattr(booking, name, value)


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User, reason: str = "") -> Booking:
    """Cancel a booking before it begins; its time is free at once. Cancelling again changes nothing.

    The company hears of it, with the reason, where somebody else cancels.
    """
    booking = lock_booking(booking)
    if not booking.is_standing:
        return booking
    is_others = _check_stopping(booking, by, reason)
    now = timezone.now()
    refuse_too_late(booking, by, now)
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
    booking = lock_booking(booking)
    is_others = _check_stopping(booking, by, reason)
    now = timezone.now()
    if not is_endable(booking, now):
        raise ValidationError(_("This booking has no time left to give up."))
    stop(booking, by=by, reason=reason, now=now)
    if is_others and booking.company:
        send_bookings_cancelled(booking.company, [booking], reason=booking.cancel_reason)
    return booking


@transaction.atomic
def cancel_bookings(bookings: Iterable[Booking], *, by: User | None, reason: str) -> list[Booking]:
    """Cancel those of any company, end early what runs; one mail a company. An event's booking is refused."""
    keys = [booking.pk for booking in bookings]
    rows = Booking.objects.standing().filter(pk__in=keys).for_list().order_by("pk")
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


def _check_stopping(booking: Booking, by: User, reason: str) -> bool:
    """Whether the booking is of others than who stops it; these say why."""
    if not can_cancel(by, booking):
        if booking.company is None:
            raise ValidationError(_("Only coordinators can cancel this booking."))
        raise ValidationError(_("Only %(company)s can cancel this booking.") % {"company": booking.company})
    refuse_held(booking)
    is_others = not can_book_for(by, booking.company)
    if is_others and not reason.strip():
        raise ValidationError({"reason": _("Say why: the company will read it in an e-mail.")})
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
        held_until = claim_end(booking)
        booking.claims.filter(released_at__isnull=True, ends_at__gt=held_until).update(ends_at=held_until)


def _booked_before(request_id: UUID, by: User) -> Booking | None:
    booking = Booking.objects.for_list().filter(request_id=request_id).first()
    if booking is not None and booking.booked_by_id != by.pk:
        raise ValidationError(_("This form was used by someone else. Open it again."))
    return booking
