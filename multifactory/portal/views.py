"""Pages above all apps."""

import sys
from datetime import date
from errno import EDQUOT, ENOSPC
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from events.institutions.agreement_models import Agreement
from events.institutions.models import Institution
from events.programme.models import Event
from events.registrations.dashboard import dashboard_events
from governance.offices.rules import current_offices
from governance.pages.dashboard import dashboard_duties
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.applications.reading.dashboard import dashboard_applications
from members.exchange.listings.dashboard import dashboard_listings
from members.exchange.projects.dashboard import waiting_collaborations
from members.people.http import MemberRequest, PortalRequest
from members.people.models import Membership
from members.people.place_changes import waiting_changes
from members.people.rules import is_insider
from members.principles.statistics import community_figures
from members.profile.covers import makers_of_the_week
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.portal import worker
from multifactory.portal.back_office.setup_steps import setup_steps
from multifactory.portal.today.agenda import agenda
from multifactory.portal.today.governance import waits_for_answer
from multifactory.portal.today.queue import queue
from spaces.bookings.models import Booking
from spaces.building.figures import building_figures
from spaces.building.models import Building
from spaces.plans.site_view import site_view
from spaces.requests.models import Offer
from spaces.requests.tokens import request_path
from spaces.requests.vacancy import listed_units, vacancies
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.turn_models import Turn
from spaces.upkeep.tickets.models import Ticket
from spaces.works.details import latest_comparison
from spaces.works.figures import renewal_figures

RETRY_SECONDS = "30"


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    is_member, today = is_insider(request.user, request.acting), timezone.localdate()
    context = {
        "community": community_figures(),
        "area": building_figures(),
        "site": site_view(today),
        "makers": makers_of_the_week(today),
        "works": latest_comparison(today),
        "events": Event.objects.visible_to(is_member).published().upcoming().first_rows(4),
        "resolutions": Resolution.objects.visible_to(is_member=False).order_by("-year", "-number")[:4],
        "vacancies": vacancies(listed_units())[:4],
    }
    return render(request, "home.html", context)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "buildings": Building.objects.all(),
        "area": building_figures(),
        "renewal": renewal_figures(),
        "institutions": Institution.objects.visible_to(is_member=False).order_by("name")[:8],
        "offices": current_offices(),
    }
    return render(request, "about.html", context)


@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    acting = request.acting
    company = acting.company if acting else None
    is_member = is_insider(request.user, acting)
    context: dict[str, Any] = {
        "events": Event.objects.visible_to(is_member).published().upcoming()[:12],
        "resolutions": list(Resolution.objects.visible_to(is_member).order_by("-year", "-number")[:4]),
    }
    if request.user.is_appointed and not context["resolutions"]:
        context["setup"] = setup_steps()
    context |= dashboard_events(request.user, acting)
    today, order = timezone.localdate(), ("due_on", "review_on", "pk")
    if request.user.is_coordinator:
        overdue = Resolution.objects.for_coordinators(today).order_by(*order)
        context["overdue"] = overdue.select_related("responsible")[:5]
        context["agreements"] = Agreement.objects.ending_soon(today).select_related("institution")[:5]
    elif company:
        overdue = Resolution.objects.overdue(today).order_by(*order)
        context["overdue"] = overdue.filter(responsible=company)[:5]
    if is_member:
        context["tickets"] = Ticket.objects.waiting_for(request.user, company).urgent_first()[:5]
        context["discussions"] = Proposal.objects.in_discussion()[:5]
        is_coordinator = request.user.is_coordinator
        context |= dashboard_applications(company, is_coordinator=is_coordinator, today=today)
        context |= dashboard_duties(request.user, company, today)
    if acting:
        context |= _of_company(acting, today)
    context["queue"] = queue(context, acting, is_coordinator=request.user.is_coordinator)
    context["assembly_waits"] = waits_for_answer(context.get("next_assembly"))
    context["agenda"] = agenda(context, today)
    return render(request, "dashboard.html", context)


def _of_company(acting: Membership, today: date) -> dict[str, Any]:
    """What the dashboard says to those who act for a company."""
    company = acting.company
    offers = Offer.objects.unanswered().filter(request__company=company).for_list()
    waiting = VotingRound.objects.open().not_voted_by(company)
    turns = list(Turn.objects.coming(today).filter(company=company).for_list()[:7])
    return dashboard_listings(company) | {
        "place_changes": waiting_changes(acting),
        "to_confirm": waiting_collaborations(company),
        "waiting_rounds": waiting.soonest_first().select_related("proposal__company", "amendment"),
        "unit_offers": [(one, request_path(one.request)) for one in offers if one.is_open],
        "deadlines": Deadline.objects.due_soon(today).filter(responsible=company)[:5],
        "turns": turns,
        "has_duties": bool(turns) or Duty.objects.running(today).exists(),
        "bookings": Booking.objects.filter(company=company).upcoming().select_related("space")[:24],
    }


@public_page()
@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"site_url": settings.SITE_URL}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def health_live(_request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    """Ready for visitors: the database answers and has every migration."""
    details = {}
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not waiting and request.user.is_authenticated and request.user.is_coordinator:
            details = worker.state()
    except (DatabaseError, InterfaceError):
        return _not_ready("database away")
    if waiting:
        return _not_ready("migrations waiting")
    return JsonResponse({"status": "ok", **details})


def _not_ready(status: str) -> HttpResponse:
    return JsonResponse({"status": status}, status=503, headers={"Retry-After": RETRY_SECONDS})


def server_error(_request: HttpRequest) -> HttpResponse:
    """The last resort. A database away or a disk full is no fault of ours: say so and when to come back."""
    if _is_infrastructure_fault(sys.exc_info()[1]):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_SECONDS})
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_infrastructure_fault(fault: BaseException | None) -> bool:
    """Of the database, the cache, or a disk that is full."""
    is_full = isinstance(fault, OSError) and fault.errno in (ENOSPC, EDQUOT)
    return is_full or isinstance(fault, (OperationalError, InterfaceError, RedisError))
