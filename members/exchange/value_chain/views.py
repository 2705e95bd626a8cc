"""Who works with whom: a table and a drawing, of all companies or of one and its neighbours."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.exchange.value_chain.drawing import draw_neighbours, draw_ring
from members.exchange.value_chain.links import Chain, ChainCompany, ChainLink, read_chain
from members.people.current_membership import current_memberships
from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.csv import csv_response
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

PER_PAGE = 20


@public_page(Scope.MEMBERS, parameters=("company", "page", "format"))
@login_not_required
@require_safe
def value_chain(request: PortalRequest) -> HttpResponse:
    """?company= puts one in focus, by the address of its page; one without a link is as if not named."""
    is_member = is_insider(request.user, request.acting)
    chain = read_chain(is_member=is_member)
    slug = request.GET.get("company", "")
    focus = chain.company(slug)
    links = chain.links_of(focus) if focus else chain.links
    if request.GET.get("format") == "csv":
        return _csv(links)
    context: dict[str, Any] = {
        "chain": chain,
        "focus": focus,
        "is_unknown": bool(slug) and focus is None,
        "is_member": is_member,
        "page_obj": Paginator(links, PER_PAGE).get_page(request.GET.get("page")),
        "ring": draw_ring(chain, focus),
        "small": draw_neighbours(chain, focus) if focus else None,
        "choices": sorted(chain.companies, key=lambda one: one.name.casefold()),
        **_alone(request, chain),
    }
    return render(request, "members/value_chain.html", context)


def _csv(links: Sequence[ChainLink]) -> HttpResponse:
    """The whole table, as far as the reader may see it."""
    rows = ([one.giver.name, one.taker.name, one.kind.value, one.what, one.started_on] for one in links)
    return csv_response("value-chain.csv", ["giver", "taker", "kind", "what", "since"], rows)


def _alone(request: PortalRequest, chain: Chain) -> dict[str, list[ChainCompany]]:
    """Companies without a link: all to coordinators, to others their own."""
    if request.user.is_authenticated and request.user.is_coordinator:
        return {"alone": chain.alone}
    own = {place.company_id for place in current_memberships(request)}
    return {"own_alone": [company for company in chain.alone if company.pk in own]}
