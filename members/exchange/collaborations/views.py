"""Collaborations of one's own company: the list, a new one, one of them with all that can be done to it."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.companies.models import Company
from members.exchange.collaborations.forms import ConfirmForm, DeclineForm, EndForm, ProposeForm, PublicForm
from members.exchange.collaborations.models import Collaboration
from members.exchange.collaborations.rules import (
    Side,
    can_answer,
    can_end,
    can_set_public,
    is_public_by,
    side_of,
)
from members.exchange.collaborations.services import (
    confirm_collaboration,
    decline_collaboration,
    end_collaboration,
    propose_collaboration,
    set_public,
)
from members.people.current_membership import current_memberships
from members.people.http import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data

PER_PAGE = 25

Verb = Callable[..., Collaboration]
Row = tuple[Collaboration, Company, Side]


@require_safe
def collaboration_list(request: MemberRequest) -> HttpResponse:
    """What one's own company is asked, has asked, does with others, and did."""
    company = _own_company(request)
    rows = Collaboration.objects.of_company(company).for_list()
    asked = [one for one in rows.live().filter(confirmed_at=None) if can_end(one, company)]
    page = Paginator(rows.confirmed_on(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "company": company,
        "to_confirm": _rows(Collaboration.objects.waiting_for(company).for_list(), company),
        "asked": _rows(asked, company),
        "page_obj": page,
        "rows": _rows(page, company),
        "over": _rows(rows.over().order_by("-ended_on", "-pk")[:PER_PAGE], company),
    }
    return render(request, "members/collaboration_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collaboration_new(request: MemberRequest) -> HttpResponse:
    """Say what one's own company does with another one; ?company= names it."""
    own = _own_company(request)
    form = ProposeForm(post_data(request), own=own, initial={"company": request.GET.get("company", "")})
    if form.is_valid():
        try:
            collaboration = propose_collaboration(by=request.user, company=own, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _said(collaboration))
            return redirect(collaboration)
    return render(request, "members/collaboration_form.html", {"form": form, "company": own})


@require_safe
def collaboration_detail(request: MemberRequest, pk: int) -> HttpResponse:
    collaboration, company = _fetch(request, pk)
    return _page(request, collaboration, company)


@require_POST
def collaboration_confirm(request: MemberRequest, pk: int) -> HttpResponse:
    done = _("Confirmed. It is now part of the value chain.")
    return _act(request, pk, "confirm", ConfirmForm, confirm_collaboration, done)


@require_POST
def collaboration_decline(request: MemberRequest, pk: int) -> HttpResponse:
    done = _("Declined. The other company has been told.")
    return _act(request, pk, "decline", DeclineForm, decline_collaboration, done)


@require_POST
def collaboration_end(request: MemberRequest, pk: int) -> HttpResponse:
    done = _("Ended. The other company has been told.")
    return _act(request, pk, "end", EndForm, end_collaboration, done)


@require_POST
def collaboration_public(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "public", PublicForm, set_public, _("Saved."))


def _own_company(request: MemberRequest) -> Company:
    """The company the person acts for; 403 without one."""
    require(bool(request.acting))
    assert request.acting is not None  # noqa: S101  for mypy
    return request.acting.company


def _rows(
    collaborations: Iterable[Collaboration], company: Company
) -> list[tuple[Collaboration, Company, Side]]:
    """Each with the other company, and what it is to one's own."""
    return [(one, one.other(company), side_of(one, company)) for one in collaborations]


def _fetch(request: MemberRequest, pk: int) -> tuple[Collaboration, Company | None]:
    """The collaboration, and for which of its two companies the person acts; 404 unless for one of them, or
    as a coordinator."""
    collaboration = Collaboration.objects.for_list().filter(pk=pk).first()
    if collaboration is None:
        raise Http404
    mine = sorted(current_memberships(request), key=lambda place: place != request.acting)
    pair = (collaboration.giver_id, collaboration.taker_id)
    own = next((place.company for place in mine if place.company_id in pair), None)
    if own is None and not request.user.is_coordinator:
        raise Http404
    return collaboration, own


def _act(
    request: MemberRequest, pk: int, name: str, form_class: type[forms.Form], verb: Verb, done: str
) -> HttpResponse:
    """Do what was asked and go back to its page; a fault stands on the page, beside what was entered."""
    collaboration, company = _fetch(request, pk)
    require(company is not None)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            verb(collaboration, by=request.user, company=company, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(collaboration)
    return _page(request, collaboration, company, {name: form})


def _page(
    request: MemberRequest,
    collaboration: Collaboration,
    company: Company | None,
    bound: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"collaboration": collaboration, "own": company}
    if company is not None:
        shown = is_public_by(collaboration, company)
        context |= {
            "other": collaboration.other(company),
            "side": side_of(collaboration, company),
            "can_answer": can_answer(collaboration, company),
            "can_end": can_end(collaboration, company),
            "can_set_public": can_set_public(collaboration, company),
            "is_shown": shown,
            "confirm_form": ConfirmForm(),
            "end_form": EndForm(),
            "public_form": PublicForm(initial={"is_public": shown}),
        }
    for name, form in (bound or {}).items():
        context |= {f"{name}_form": form, "form": form}
    return render(request, "members/collaboration_detail.html", context)


def _said(collaboration: Collaboration) -> str:
    if collaboration.is_confirmed:
        return _("They had asked the same: it is now confirmed by both.")
    return _("Saved. %(company)s is asked to confirm it.") % {"company": collaboration.asked}
