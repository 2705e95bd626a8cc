"""What a person booked and asked for, and recorded in the back-office.

What is a company's stays, without their name; a request of their own goes.
"""

from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, clear_log_names, rows_of
from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking
from spaces.condition.models import Condition
from spaces.drafts.models import PlanDraft
from spaces.plans.models import FloorPlan
from spaces.requests.models import Offer, UnitRequest, UnitRequestQuerySet
from spaces.requests.services import anonymise_requests, withdraw_request
from spaces.reshaping.models import Reshaping
from spaces.works.models import Renewal


def _requests_of(user: User) -> UnitRequestQuerySet:
    """Under one of their addresses: their own, and those they sent for a company."""
    return UnitRequest.objects.filter(any_case("email", addresses_of(user)))


def collect(user: User) -> Sections:
    bookings = Booking.objects.filter(booked_by=user)
    times = ["starts_at", "ends_at", "state", "created_at", "cancelled_at"]
    allocations = Allocation.objects.filter(recorded_by=user)
    reshapings = Reshaping.objects.filter(recorded_by=user)
    wishes = ["unit__code", "field__code", "least_m2", "most_m2", "wanted_from", "needs", "note"]
    ends = ["asked_at", "state", "closed_at", "refusal"]
    offers = Offer.objects.filter(request__in=_requests_of(user))
    made = Offer.objects.filter(offered_by=user)
    conditions = Condition.objects.filter(recorded_by=user)
    renewals = Renewal.objects.filter(recorded_by=user)
    term = ["start_on", "end_on", "recorded_at"]
    return {
        "conditions_recorded": rows_of(conditions, "space__code", "state", *term),
        "renewals_recorded": rows_of(renewals, "title", *term),
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
        "divisions_and_joinings_recorded": rows_of(reshapings, "kind", "day", "recorded_at"),
        "unit_requests": rows_of(_requests_of(user), "company__name", "name", "email", *wishes, *ends),
        "unit_offers": rows_of(offers, "unit__code", "offered_at", "expires_at", "state", "answered_at"),
        "unit_offers_made": rows_of(made, "unit__code", "offered_at", "expires_at", "state"),
    }


def erase(user: User) -> None:
    """Take back and empty what they asked for themselves; a company's request goes on under its address."""
    own = list(_requests_of(user).filter(company__isnull=True))
    for request in own:
        withdraw_request(request)
    anonymise_requests(UnitRequest.objects.filter(pk__in=[request.pk for request in own]))
    clear_log_names(UnitRequest, [request.pk for request in own])
    for request in _requests_of(user).select_related("company"):
        request.email = getattr(request.company, "email", "") or f"erased-{request.pk}@invalid"
        request.name, request.asked_by = "", None
        request.save(update_fields=["email", "name", "asked_by"])
