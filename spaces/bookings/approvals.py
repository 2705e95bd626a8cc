"""Bookings that wait for a coordinator. Answered once, by whoever is first; the database's clock decides."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.bookings.emails import send_booking_answered
from spaces.bookings.models import Booking
from spaces.bookings.validation import refuse_changed


@transaction.atomic
def approve_booking(booking: Booking, *, by: User, seen: datetime | None = None) -> Booking:
    """Confirm what waits; refused where it lapsed, was answered already, or was changed after `seen`."""
    values = {"state": Booking.State.CONFIRMED, "pending_until": None}
    return _answer(booking, by=by, seen=seen, values=values)


@transaction.atomic
def reject_booking(booking: Booking, *, by: User, reason: str, seen: datetime | None = None) -> Booking:
    """Do not approve it, and say why; its time is free at once."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the company will read it in an e-mail.")})
    values = {"state": Booking.State.REJECTED, "cancelled_at": Now(), "cancel_reason": reason.strip()}
    booking = _answer(booking, by=by, seen=seen, values=values)
    booking.claims.filter(released_at__isnull=True).update(released_at=timezone.now())
    return booking


def _answer(booking: Booking, *, by: User, seen: datetime | None, values: dict[str, Any]) -> Booking:
    """Compare and set: `seen` is the last change of the booking that the coordinator looked at."""
    if not by.is_coordinator:
        raise ValidationError(_("Only coordinators approve bookings."))
    waiting = Booking.objects.pending().filter(pk=booking.pk)
    as_seen = waiting if seen is None else waiting.filter(updated_at=seen)
    if not as_seen.update(decided_by=by, updated_at=Now(), sequence=F("sequence") + 1, **values):
        for now in waiting:
            refuse_changed(now, seen)
        raise ValidationError(
            _("This booking is no longer waiting: it has been answered or cancelled, or it has lapsed.")
        )
    booking = Booking.objects.for_list().get(pk=booking.pk)
    if booking.company:
        send_booking_answered(booking.company, booking)
    return booking
