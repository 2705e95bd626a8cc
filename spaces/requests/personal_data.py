"""What a person asked for and was offered, and offered to others in the back-office.

A request for a company stays, without their name; one of their own goes.
"""

from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, clear_log_names, rows_of
from spaces.requests.models import Offer, UnitRequest, UnitRequestQuerySet
from spaces.requests.services import ERASED_DOMAIN, anonymise_requests, withdraw_request


def _requests_of(user: User) -> UnitRequestQuerySet:
    """Under one of their addresses: their own, and those they sent for a company."""
    return UnitRequest.objects.filter(any_case("email", addresses_of(user)))


def collect(user: User) -> Sections:
    wishes = ("unit__code", "field__code", "least_m2", "most_m2", "wanted_from", "needs", "note")
    ends = ("asked_at", "state", "closed_at", "refusal")
    received = Offer.objects.filter(request__in=_requests_of(user))
    made = Offer.objects.filter(offered_by=user)
    offer = ("unit__code", "offered_at", "expires_at", "state")
    return {
        "unit_requests": rows_of(_requests_of(user), "company__name", "name", "email", *wishes, *ends),
        "unit_offers": rows_of(received, *offer, "answered_at"),
        "unit_offers_made": rows_of(made, *offer),
    }


def erase(user: User) -> None:
    """Take back and empty what they asked for themselves; a company's request goes on under its address."""
    own = list(_requests_of(user).filter(company__isnull=True))
    for request in own:
        withdraw_request(request)
    anonymise_requests(UnitRequest.objects.filter(pk__in=[request.pk for request in own]))
    clear_log_names(UnitRequest, [request.pk for request in own])
    for request in _requests_of(user).select_related("company"):
        request.email = getattr(request.company, "email", "") or f"erased-{request.pk}{ERASED_DOMAIN}"
        request.name, request.asked_by = "", None
        request.save(update_fields=["email", "name", "asked_by"])
