"""What an allocation means for the offers of its unit."""

from django.utils import timezone

from spaces.allocations.models import Allocation
from spaces.requests import emails
from spaces.requests.models import Offer, UnitRequest


def settle_offers(allocation: Allocation) -> None:
    """Close the offer that led to an allocation, and take back one to somebody else which it crosses.

    Whoever allocated, a page or an adopted proposal: nobody keeps an offer of a unit that is given away.
    The caller holds the lock of the unit.
    """
    end = allocation.end_on
    for offer in Offer.objects.live().filter(unit=allocation.unit_id).select_related("request", "unit"):
        if offer.request.company_id == allocation.company_id:
            close_offer(offer, Offer.State.DONE, allocation)
            close_request(offer.request, UnitRequest.State.SETTLED)
        elif end is None or end > offer.free_from:
            close_offer(offer, Offer.State.WITHDRAWN)
            emails.send_offer_withdrawn(offer)


def close_offer(offer: Offer, state: str, allocation: Allocation | None = None) -> None:
    offer.state, offer.answered_at, offer.allocation = state, timezone.now(), allocation
    offer.save(update_fields=["state", "answered_at", "allocation"])


def close_request(request: UnitRequest, state: str, refusal: str = "") -> None:
    request.state, request.closed_at, request.refusal = state, timezone.now(), refusal
    request.save(update_fields=["state", "closed_at", "refusal", "company"])
