"""What a person booked, approved or not, worked at, and cancelled or ended early.

Erasing the person leaves it with the company, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.bookings.models import Booking


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user)
    cancelled = Booking.objects.filter(cancelled_by=user)
    times = ("starts_at", "ends_at", "state", "created_at", "cancelled_at")
    answered = Booking.objects.filter(decided_by=user)
    fields = ("company__name", "space__code", "purpose", *times)
    return {
        "bookings": rows_of(bookings, *fields),
        "bookings_cancelled": rows_of(cancelled, *fields, "cancel_reason"),
        "bookings_approved_or_not": rows_of(answered, *fields, "cancel_reason"),
        "bookings_worked_at": rows_of(Booking.objects.filter(operators=user), *fields),
    }
