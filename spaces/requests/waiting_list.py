"""Who is next in line for a unit."""

from datetime import date, timedelta

from django.utils import timezone

from spaces.building.models import Space
from spaces.requests.models import Offer, UnitRequest

LONGEST_WAIT = timedelta(days=90)  # a unit may stand empty for this long until the next in line wants it


def fits(request: UnitRequest, unit: Space, free_from: date) -> bool:
    """Whether a unit is what a request is about: its size, its day, the very unit where no other will do.

    What somebody needs besides is in their own words; a person reads it.
    """
    area = unit.area_m2 or 0
    if request.unit_id not in (None, unit.pk) and not request.takes_others:
        return False
    if (request.least_m2 and area < request.least_m2) or (request.most_m2 and area > request.most_m2):
        return False
    day = max(free_from, timezone.localdate())
    return request.wanted_from is None or request.wanted_from <= day + LONGEST_WAIT


def waiting_list_for(unit: Space, free_from: date) -> list[UnitRequest]:
    """Who waits for such a unit, the first in line first; without those it was offered to before.

    Two queries.
    """
    already_offered = set(Offer.objects.filter(unit=unit).values_list("request", flat=True))
    waiting = UnitRequest.objects.without_offer().select_related("company")
    return [
        request for request in waiting if request.pk not in already_offered and fits(request, unit, free_from)
    ]


def queue_position(request: UnitRequest) -> int:
    """How many who wait have asked before."""
    earlier = UnitRequest.objects.waiting().filter(asked_at__lte=request.asked_at)
    return earlier.exclude(pk=request.pk).count()
