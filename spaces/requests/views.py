"""Vacant units, asking for one, and following what became of it."""

import uuid
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import add_errors
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from spaces.building.models import Space
from spaces.requests.filters import VacancyFilter
from spaces.requests.forms import RequestForm
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.offers import accept_offer, close_due_offers, refuse_offer
from spaces.requests.services import KEPT_AFTER_CLOSING, ask_for_unit, withdraw_request
from spaces.requests.tokens import request_from_token, request_path
from spaces.requests.vacancy import Vacancy, askable_units, listed_units, vacancies
from spaces.requests.waiting_list import queue_position

PER_PAGE = 25


@public_page(Scope.SPACES, parameters=(*VacancyFilter.base_filters, "page", "format"))
@login_not_required
@require_safe
def vacancy_list(request: PortalRequest) -> HttpResponse:
    vacancy_filter = VacancyFilter(request.GET, listed_units(), request=request)
    listed = vacancies(vacancy_filter.qs)
    can_export = is_insider(request.user, request.acting)
    if request.GET.get("format") == "csv":
        require(can_export)
        return _vacancy_csv(listed)
    context = {
        "filter": vacancy_filter,
        "is_narrowed": any(request.GET.get(name) for name in vacancy_filter.filters),
        "free": sum(one.is_free for one in listed),
        "later": sum(not one.is_free for one in listed),
        "reserved": sum(one.is_free and one.is_reserved for one in listed),
        "page_obj": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "can_export": can_export,
        "has_units": bool(listed) or Space.objects.units().existing().exists(),
    }
    return render(request, "spaces/vacancy_list.html", context)


def _vacancy_csv(listed: list[Vacancy]) -> HttpResponse:
    header = ["unit", "building", "floor", "area_m2", "condition", "is_free", "day", "on_offer", "features"]
    rows = (
        [
            *(
                vacancy.unit.code,
                vacancy.unit.floor.building.name,
                vacancy.unit.floor.name,
                vacancy.unit.area_m2,
            ),
            *(vacancy.condition, vacancy.is_free, vacancy.day, vacancy.is_reserved, vacancy.unit.features),
        ]
        for vacancy in listed
    )
    return csv_response("vacant-units.csv", header, rows)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: PortalRequest) -> HttpResponse:
    """A company asks for itself. Whoever is in none applies to join, and names the unit there; a form that a
    candidate opened before that was so is still taken."""
    acting = request.acting
    if not acting and request.method != "POST":
        return redirect("members:join")
    form = RequestForm(request.POST or None, units=askable_units(), acting=acting, initial=_initial(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _ask(request, form)
        if not form.errors:
            text = _(
                "Your request is on the waiting list. We have sent an e-mail to %(email)s with a link "
                "to follow it."
            )
            messages.success(request, text % {"email": _email(request, form)})
            return redirect("spaces:vacancy_list")
    own = UnitRequest.objects.waiting().filter(company=acting.company) if acting else ()
    context = {
        "form": form,
        "company": acting.company if acting else None,
        "own": [(own_request, request_path(own_request)) for own_request in own],
    }
    return render(request, "spaces/request_new.html", context | _kept_for(), status=status)


def _kept_for() -> dict[str, int]:
    return {"months": KEPT_AFTER_CLOSING.days // 30}


def _initial(request: PortalRequest) -> dict[str, Any]:
    """What is known already: the unit of the link, ?unit=CODE, and who is logged in."""
    initial: dict[str, Any] = {"unit": request.GET.get("unit", ""), "request_id": uuid.uuid4()}
    if request.user.is_authenticated:
        initial |= {"name": request.user.name, "email": request.user.email}
    return initial


def _email(request: PortalRequest, form: RequestForm) -> str:
    return str(form.cleaned_data.get("email") or getattr(request.user, "email", ""))


def _ask(request: PortalRequest, form: RequestForm) -> int:
    """The status of the answer; what went wrong is in the form."""
    if not ratelimit.consume(request, action="unit_request", key=_email(request, form).lower()):
        text = _("Too many requests from your network or with this address. Try again later.")
        form.add_error(None, text)
        return 429
    who: dict[str, Any] = {"email": _email(request, form), "language": (get_language() or "en")[:2]}
    if request.acting:
        who |= {"company": request.acting.company, "name": request.acting.user.name}
    try:
        ask_for_unit(**form.cleaned_data | who, by=request.user if request.user.is_authenticated else None)
    except ValidationError as error:
        add_errors(form, error)
    return 200


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_follow(request: HttpRequest, token: str) -> HttpResponse:
    """The bearer of the link reads what became of a request, answers an offer or takes the request back."""
    unit_request = request_from_token(token)
    if unit_request is None:
        raise Http404
    close_due_offers()
    if request.method == "POST":
        _answer(request, unit_request)
        return redirect("spaces:request_follow", token)
    offers = list(unit_request.offers.for_list())
    context = {
        "asked": unit_request,
        "open_offer": next((offer for offer in offers if offer.is_open), None),
        "accepted": next((offer for offer in offers if offer.state == Offer.State.ACCEPTED), None),
        "offers": offers,
        "before": queue_position(unit_request) if unit_request.is_waiting else 0,
    }
    response = render(request, "spaces/request_follow.html", context | _kept_for())
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"  # the address is a secret; see events.views
    return response


def _answer(request: HttpRequest, unit_request: UnitRequest) -> None:
    """Only by POST: programs that read mail follow links."""
    answer = request.POST.get("do", "")
    try:
        if answer == "withdraw":
            withdraw_request(unit_request)
            messages.success(request, _("Your request has been withdrawn."))
        elif answer in ("accept", "refuse"):
            offer = get_object_or_404(Offer.objects.filter(request=unit_request), uid=_uid(request))
            _answer_offer(request, offer, answer)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _answer_offer(request: HttpRequest, offer: Offer, answer: str) -> None:
    if answer == "accept":
        accept_offer(offer)
        messages.success(request, _("You have said yes. Now the community decides."))
    else:
        refuse_offer(offer)
        messages.success(request, _("You have said no. Your request stays on the waiting list."))


def _uid(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("offer", ""))
    except ValueError as error:
        raise Http404 from error
