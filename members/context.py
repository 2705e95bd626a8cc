"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.acting import acting_membership, current_memberships
from members.models import Multifactory


def the_multifactory() -> Multifactory:
    """The installation's own row; an unsaved one before it is filled in, so that pages still show."""
    return Multifactory.objects.first() or Multifactory(name="Multifactory")


def portal(request: HttpRequest) -> dict[str, Any]:
    """`portal`, `acting` and `acting_choices`, read when a template first asks; the page's own address."""
    return {
        "canonical": settings.SITE_URL + request.path,
        "portal": SimpleLazyObject(the_multifactory),
        "acting": SimpleLazyObject(lambda: acting_membership(request)) if hasattr(request, "user") else None,
        "acting_choices": SimpleLazyObject(lambda: current_memberships(request))
        if hasattr(request, "user")
        else [],
    }
