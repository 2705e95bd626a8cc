"""What a person booked for a company and recorded in the back-office. It stays, without their name."""

from members.models import User
from members.personal import Sections, rows_of
from spaces.models import Allocation, Booking, FloorPlan, PlanDraft


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user)
    times = ["starts_at", "ends_at", "state", "created_at", "cancelled_at"]
    allocations = Allocation.objects.filter(recorded_by=user)
    return {
        "bookings": rows_of(bookings, "company__name", "space__code", "purpose", *times),
        "allocations_recorded": rows_of(
            allocations, "unit__code", "company__name", "start_on", "end_on", "recorded_at"
        ),
        "plans_published": rows_of(
            FloorPlan.objects.filter(published_by=user), "floor__name", "valid_from", "published_at"
        ),
        "drawings_sent": rows_of(
            PlanDraft.objects.filter(uploaded_by=user), "floor__name", "file_name", "uploaded_at"
        ),
    }
