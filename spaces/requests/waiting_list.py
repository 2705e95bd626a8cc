"""Who is next in line for a unit."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
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
    """Who waits for such a unit, the first in line first; without those it was offered to before, and
    companies that will have left by then. Two queries.
    """
    already_offered = set(Offer.objects.filter(unit=unit).values_list("request", flat=True))
    waiting = UnitRequest.objects.without_offer().select_related("company")
    return [
        request
        for request in waiting
        if request.pk not in already_offered
        and fits(request, unit, free_from)
        and not _has_left(request.company, max(free_from, timezone.localdate()))
    ]


def _has_left(company: Company | None, day: date) -> bool:
    return company is not None and company.left_on is not None and company.left_on <= day


def kept_for(company: Company, _day: date) -> str:
    """Why a company cannot leave: a unit is offered to it. Registered with members.hooks."""
    offer = Offer.objects.live().filter(request__company=company).select_related("unit").first()
    if offer is None:
        return ""
    text = _("%(unit)s is offered to %(company)s: the offer must be refused or withdrawn first.")
    return text % {"unit": offer.unit.code, "company": company}


def queue_position(request: UnitRequest) -> int:
    """How many who wait have asked before."""
    earlier = UnitRequest.objects.waiting().filter(asked_at__lte=request.asked_at)
    return earlier.exclude(pk=request.pk).count()
