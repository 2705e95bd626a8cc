"""What a person booked for a company and recorded in the back-office. It stays, without their name."""

from members.models import User
from members.personal import Sections
from spaces.models import Allocation, Booking


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user).order_by("pk")
    allocations = Allocation.objects.filter(recorded_by=user).order_by("pk")
    times = ["starts_at", "ends_at", "state", "created_at", "cancelled_at"]
    return {
        "bookings": list(bookings.values("company__name", "space__code", "purpose", *times)),
        "allocations_recorded": list(
            allocations.values("unit__code", "company__name", "start_on", "end_on", "recorded_at")
        ),
    }
