"""What is wrong with the days on which a space is in use, with what it takes, and with booking it no more."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from spaces.allocations.rules import explain_holder
from spaces.bookings.models import Booking, BookingQuerySet
from spaces.bookings.rules import explain_conflict
from spaces.bookings.unusable import midnight
from spaces.building.models import Space


def check_days_of_use(space: Space, valid_from: date | None, valid_to: date | None) -> None:
    """Raise who holds or has booked a space on a day on which it would not be in use, beside its field."""
    faults: dict[str, str] = {}
    coming = Booking.objects.coming_in(space)
    if valid_from:
        fault = _held(space, Q(start_on__lt=valid_from))
        fault = fault or _explained(coming.filter(starts_at__lt=midnight(valid_from)))
        if fault:
            faults["valid_from"] = fault
    if valid_to:
        fault = _held(space, Q(end_on__isnull=True) | Q(end_on__gt=valid_to))
        fault = fault or _explained(coming.filter(ends_at__gt=midnight(valid_to)))
        if fault:
            faults["valid_to"] = fault
    if faults:
        raise ValidationError(faults)


def check_still_booked(space: Space) -> None:
    """Raise the first coming booking of a space that is to be booked no more."""
    if fault := _explained(space.bookings.upcoming()):
        raise ValidationError({"is_bookable": fault})


def _held(space: Space, outside: Q) -> str:
    held = space.allocations.valid().filter(outside).select_related("company").first()
    return explain_holder(space, held) if held else ""


def _explained(bookings: BookingQuerySet) -> str:
    booking = bookings.for_list().first()
    return explain_conflict(booking) if booking else ""
