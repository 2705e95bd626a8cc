"""What a person booked for a company and recorded in the back-office. It stays, without their name."""

from members.models import User
from members.personal import Sections, rows_of
from spaces.models import Allocation, Booking, Condition, Renewal


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user)
    times = ["starts_at", "ends_at", "state", "created_at", "cancelled_at"]
    allocations = Allocation.objects.filter(recorded_by=user)
    conditions = Condition.objects.filter(recorded_by=user)
    renewals = Renewal.objects.filter(recorded_by=user)
    term = ["start_on", "end_on", "recorded_at"]
    return {
        "bookings": rows_of(bookings, "company__name", "space__code", "purpose", *times),
        "conditions_recorded": rows_of(conditions, "space__code", "state", *term),
        "renewals_recorded": rows_of(renewals, "title", *term),
        "allocations_recorded": rows_of(allocations, "unit__code", "company__name", *term),
    }
