"""Which company a person acts for. A person may be in several; they choose one, and every page shows it."""

from django.http import HttpRequest

from members.companies.models import Company
from members.people.models import Membership

MEMBERSHIP_SESSION_KEY = "acting_membership"


def current_memberships(request: HttpRequest) -> list[Membership]:
    """The person's places that give rights today, read once a request."""
    return request.user.current_places if request.user.is_authenticated else []


def current_membership(request: HttpRequest) -> Membership | None:
    """The chosen one while it is still current, else the first."""
    memberships = current_memberships(request)
    chosen = request.session.get(MEMBERSHIP_SESSION_KEY) if memberships else None
    first = memberships[0] if memberships else None
    return next((membership for membership in memberships if membership.pk == chosen), first)


def named_membership(request: HttpRequest) -> Membership | None:
    """The person's place in the company that a sent form names, whichever company they act for now; where it
    names none, the current one. None: it is not theirs."""
    company = request.POST.get("company")
    if not company:
        return current_membership(request)
    named = (
        membership for membership in current_memberships(request) if str(membership.company_id) == company
    )
    return next(named, None)


def membership_in(request: HttpRequest, company: Company) -> Membership | None:
    """The person's current place in this company, whichever company they act for now."""
    mine = current_memberships(request)
    return next((membership for membership in mine if membership.company_id == company.pk), None)
