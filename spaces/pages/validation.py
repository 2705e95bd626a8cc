"""What is wrong with the days on which a space is in use."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from spaces.allocations.rules import explain_holder
from spaces.bookings.rules import explain_conflict
from spaces.building.models import Space


def check_days_of_use(space: Space, valid_from: date | None, valid_to: date | None) -> None:
    """Raise who holds or has booked a space on a day on which it would not be in use, beside its field."""
    faults: dict[str, str] = {}
    if valid_from and (fault := _held(space, Q(start_on__lt=valid_from))):
        faults["valid_from"] = fault
    if valid_to:
        fault = _held(space, Q(end_on__isnull=True) | Q(end_on__gt=valid_to)) or _booked(space, valid_to)
        if fault:
            faults["valid_to"] = fault
    if faults:
        raise ValidationError(faults)


def _held(space: Space, outside: Q) -> str:
    held = space.allocations.valid().filter(outside).select_related("company").first()
    return explain_holder(space, held) if held else ""


def _booked(space: Space, day: date) -> str:
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    coming = space.bookings.upcoming().filter(ends_at__gt=midnight).select_related("space", "company")
    booking = coming.first()
    return explain_conflict(booking) if booking else ""
