"""Duties: whose turn it is, who did how much, and swaps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.companies.models import Company
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.weekdays import describe_weekdays
from spaces.building.formats import format_decision
from spaces.upkeep.duties.contribution import contributions
from spaces.upkeep.duties.forms import AcceptForm
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.rules import can_be_recorded, can_be_swapped, can_be_undone
from spaces.upkeep.duties.services import accept_swap, ask_swap, record_turn, undo_swap
from spaces.upkeep.duties.turn_models import Swap, Turn

TURNS_PER_PAGE = 60  # all eight weeks of a turn a day, so that a link to a turn finds it


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


@require_safe
@insider_required
def duty_list(request: MemberRequest) -> HttpResponse:
    company = _own_company(request)
    today = timezone.localdate()
    duties = list(Duty.objects.running(today).for_list().with_next_turn(today))
    next_turns = Turn.objects.for_list().in_bulk([duty.next_turn for duty in duties if duty.next_turn])
    own = Turn.objects.coming(today).filter(company=company).for_list() if company else Turn.objects.none()
    asked = _swaps().filter(state=Swap.State.ASKED, turn__day__gte=today, turn__state=Turn.State.PLANNED)
    context = {
        "company": company,
        "duties": [
            (duty, describe_weekdays(duty.weekdays), next_turns.get(duty.next_turn)) for duty in duties
        ],
        "own": own[:10],
        "asked": asked.order_by("turn__day", "pk")[:20],
    }
    return render(request, "spaces/duty_list.html", context)


def _swaps() -> Any:
    related = ("turn__duty", "turn__company", "asked_by", "taken_by", "in_return")
    return Swap.objects.select_related(*related)


@require_safe
@insider_required
def duty_detail(request: MemberRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Duty.objects.for_list(), pk=pk)
    company = _own_company(request)
    today, is_past = timezone.localdate(), request.GET.get("past") == "1"
    turns = duty.turns.for_list()
    listed = turns.filter(day__lt=today).order_by("-day") if is_past else turns.filter(day__gte=today)
    page = Paginator(listed, TURNS_PER_PAGE).get_page(request.GET.get("page"))
    swaps = {
        swap.turn_id: swap
        for swap in _swaps().filter(turn__in=[turn.pk for turn in page]).exclude(state=Swap.State.UNDONE)
    }
    rows = [_turn_row(turn, swaps.get(turn.pk), company, request.user.is_coordinator) for turn in page]
    context = {
        "duty": duty,
        "days": describe_weekdays(duty.weekdays),
        "decision": format_decision(duty.resolution, is_member=True),
        "is_past": is_past,
        "page_obj": page,
        "rows": rows,
        "contributions": contributions(duty, today),
        "company": company,
    }
    return render(request, "spaces/duty_detail.html", context)


def _turn_row(turn: Turn, swap: Swap | None, company: Any, is_coordinator: bool) -> dict[str, Any]:
    """A turn with what the reader may do about it."""
    today = timezone.localdate()
    is_own = company is not None and turn.company_id == company.pk
    is_asked = swap is not None and swap.state == Swap.State.ASKED
    concerned = company is not None and swap is not None and company in (swap.asked_by, swap.taken_by)
    return {
        "turn": turn,
        "swap": swap,
        "is_own": is_own,
        "is_asked": is_asked,
        "can_record": is_own and can_be_recorded(turn, today),
        "can_ask": is_own and swap is None and can_be_swapped(turn, today),
        "can_accept": is_asked and company is not None and not is_own and can_be_swapped(turn, today),
        "can_undo": swap is not None and (concerned or is_coordinator) and can_be_undone(swap, today),
    }


@require_POST
@insider_required
def turn_done(request: MemberRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(Turn.objects.for_list(), pk=pk)
    require(_own_company(request) == turn.company)

    def record() -> None:
        record_turn(turn, done_by=turn.company, by=request.user)

    return _act(request, turn, record, _("Thank you. The turn is done."))


@require_POST
@insider_required
def swap_ask(request: MemberRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(Turn.objects.for_list(), pk=pk)
    require(_own_company(request) == turn.company)
    done = _("The other companies are asked. The turn stays yours until one of them takes it.")
    return _act(request, turn, lambda: ask_swap(turn, by=request.user), done)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def swap_accept(request: MemberRequest, pk: int) -> HttpResponse:
    swap = get_object_or_404(_swaps(), pk=pk)
    company = _own_company(request)
    if company is None or company == swap.asked_by:
        raise PermissionDenied
    form = AcceptForm(post_data(request), duty=swap.turn.duty, company=company)
    if form.is_valid():
        try:
            accept_swap(swap, company=company, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The turn is yours now."))
            return redirect(swap.turn)
    return render(request, "spaces/swap_accept.html", {"swap": swap, "turn": swap.turn, "form": form})


@require_POST
@insider_required
def swap_undo(request: MemberRequest, pk: int) -> HttpResponse:
    swap = get_object_or_404(_swaps(), pk=pk)
    own = _own_company(request)
    is_own = own is not None and own in (swap.asked_by, swap.taken_by)
    require(request.user.is_coordinator or is_own)
    done = _("The swap is undone.")
    return _act(request, swap.turn, lambda: undo_swap(swap, by=request.user), done)


def _act(request: MemberRequest, turn: Turn, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, or say what is against it, and show the turn."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(turn)
