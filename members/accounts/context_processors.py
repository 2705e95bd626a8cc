"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.accounts.second_factor import can_resume
from members.companies.models import the_multifactory
from members.people.current_membership import current_membership, current_memberships


def portal(request: HttpRequest) -> dict[str, Any]:
    """Read when a template first asks; and the page's own address."""
    return {
        "canonical": settings.SITE_URL + request.path,
        "portal": SimpleLazyObject(the_multifactory),
        "acting": SimpleLazyObject(lambda: current_membership(request)) if hasattr(request, "user") else None,
        "acting_choices": SimpleLazyObject(lambda: current_memberships(request))
        if hasattr(request, "user")
        else [],
        "can_resume": SimpleLazyObject(lambda: can_resume(request)),
    }
