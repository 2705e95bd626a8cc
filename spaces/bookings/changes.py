"""Changing a booking that has not begun: its time and space by all rules, its words by none."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.bookings.claims import claim_anew
from spaces.bookings.emails import send_booking_changed
from spaces.bookings.models import Booking
from spaces.bookings.rules import cleanup_of, is_cancellable, is_moved
from spaces.bookings.services import lock_booking, lock_for_booking, move_to
from spaces.bookings.validation import (
    can_book_for,
    can_cancel,
    check_booker,
    check_booking,
    check_certificates,
    check_operators,
    refuse_changed,
    refuse_held,
    refuse_taken,
    refuse_too_late,
)
from spaces.building.models import Space


@transaction.atomic
def change_booking(
    booking: Booking,
    *,
    by: User,
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    is_private: bool | None = None,
    operators: Collection[User] | None = None,
    override_reason: str = "",
    seen: datetime | None = None,
) -> Booking:
    """Another time, space, words or people for a booking; it stays the same booking, with what is not given.

    It moves only as long as it could be cancelled, and by the rules of the day; why the rules do not bind it
    stays said until it moves. `seen`: its last change as the person knows it; a later one is refused.
    """
    leaves = lock_for_booking(space, booking.company, leaving=[booking.space])
    booking = lock_booking(booking)
    refuse_unchangeable(booking, by)
    refuse_changed(booking, seen)
    before = set(booking.operators.all())
    people = before if operators is None else set(operators)
    check_operators(booking.company, people - before)
    if is_moved(booking, space, starts_at, ends_at):
        check_booker(by, booking.company, override_reason, is_change=True)
        refuse_too_late(booking, by, timezone.now())
        _move(booking, space, starts_at, ends_at, by=by, people=people, reason=override_reason, leaves=leaves)
    elif people != before:
        check_certificates(booking.space, booking.starts_at, people)
    booking.purpose, booking.updated_at = purpose, timezone.now()
    booking.is_private = booking.is_private if is_private is None else is_private
    booking.save()
    booking.operators.set(people)
    if booking.company and not can_book_for(by, booking.company):
        send_booking_changed(booking.company, booking)
    return booking


def _move(
    booking: Booking,
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    *,
    by: User,
    people: Collection[User],
    reason: str,
    leaves: list[int],
) -> None:
    """By all rules; the caller holds the locks, and writes the row."""
    check_booking(
        space,
        starts_at,
        ends_at,
        company=booking.company,
        operators=people,
        besides=[booking.pk],
        is_overridden=bool(reason.strip()),
    )
    held = list(booking.claims.filter(released_at__isnull=True).values_list("space", flat=True))
    move_to(booking, space, starts_at, ends_at, by=by, override_reason=reason)
    refuse_taken(leaves, starts_at, ends_at, besides=booking, cleanup=cleanup_of(space))
    claim_anew(booking, left=held, taken=leaves)


def refuse_unchangeable(booking: Booking, by: User) -> None:
    """Raise why a booking stays as it is."""
    if not can_cancel(by, booking):
        raise ValidationError(_("Only %(company)s can change this booking.") % {"company": booking.holder})
    refuse_held(booking)
    if not is_cancellable(booking):
        raise ValidationError(_("This booking has begun or is over: it stays as it is."))
