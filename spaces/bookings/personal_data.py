"""What a person booked.

Erasing the person leaves it with the company, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.bookings.models import Booking


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user)
    times = ("starts_at", "ends_at", "state", "created_at", "cancelled_at")
    return {"bookings": rows_of(bookings, "company__name", "space__code", "purpose", *times)}
