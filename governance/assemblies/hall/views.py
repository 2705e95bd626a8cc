"""The desk of an assembly, for whoever chairs it and keeps its minutes, and their helpers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.attending.keepers import keeps_roll, works_at_desk
from governance.assemblies.hall import actions, services
from governance.assemblies.hall.desk import hand_rows, hands_form, open_round_forms, roll_at_desk
from governance.assemblies.hall.forms import HandsForm, OfficersForm
from governance.assemblies.hall.overview import Overview, overview_of
from governance.assemblies.hall.rules import hour_to_come, is_in_session, is_under_way, next_call
from governance.assemblies.minutes.rules import can_take_notes
from governance.assemblies.secrecy.urn_panel import panel_of
from governance.attendance.models import Assembly
from governance.attendance.rules import check_in_opens_at, takes_presence
from governance.proposals.forms import ReasonForm
from members.people.http import MemberRequest, insider_required
from members.people.models import User
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def get_called_assembly(year: int, number: int) -> Assembly:
    """With its people; a draft has no number."""
    assemblies = Assembly.objects.select_related("rulebook", "chair", "secretary")
    return get_object_or_404(assemblies, year=year, number=number)


def get_for_chair(request: MemberRequest, year: int, number: int) -> Assembly:
    assembly = get_called_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    return assembly


def desk_address(assembly: Assembly, part: str = "now") -> str:
    return reverse("governance:assembly_desk", args=[assembly.year, assembly.number]) + f"#{part}"


@never_cache
@require_safe
@insider_required
def assembly_desk(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_called_assembly(year, number)
    require(works_at_desk(request.user, assembly))
    return render_desk(request, assembly)


def render_desk(
    request: MemberRequest, assembly: Assembly, *, bound_hands: HandsForm | None = None
) -> HttpResponse:
    """With the form for hands that had a fault in place of the empty one."""
    can_lead = keeps_roll(request.user, assembly)
    overview = overview_of(assembly)
    forms = open_round_forms(overview)
    items = [row.item for row in overview.rows]
    chair, secretary = services.officers_to_be(assembly, timezone.now())
    context = {
        "chair": chair,
        "secretary": secretary,
        "assembly": assembly,
        "overview": overview,
        "rows": [(row, forms.get(row.item.pk)) for row in overview.rows],
        **_hands_context(request.user, overview, bound_hands),
        "roll": roll_at_desk(overview, chosen=request.GET.get("roll", "all"), query=request.GET.get("q", "")),
        "can_lead": can_lead,
        "can_note": can_take_notes(request.user, assembly),
        "urn": panel_of(assembly, request.user, overview.open_round, items, can_lead=can_lead),
        "next_call": next_call(assembly),
        "opens_at": hour_to_come(assembly, timezone.now()),
        "takes_presence": takes_presence(assembly, timezone.now()),
        "check_in_opens_at": check_in_opens_at(assembly),
        "is_in_session": is_in_session(assembly),
        "is_under_way": is_under_way(assembly),
    }
    return render(request, "governance/assemblies/desk.html", context)


def _hands_context(user: User, overview: Overview, bound: HandsForm | None) -> dict[str, Any]:
    rows = hand_rows(overview, user)
    form = bound or hands_form(rows)
    hands = [(row, *form.fields_of(row.company.pk)) for row in rows]
    return {
        "hands": [hand for hand in hands if not hand[0].is_on_portal],
        "hands_on_portal": [hand for hand in hands if hand[0].is_on_portal],
        "hands_form": form,
        "to_confirm": [row for row in rows if row.can_confirm],
    }


def act_at_desk(
    request: MemberRequest, assembly: Assembly, service: Callable[[], object], *, done: Any, part: str = "now"
) -> HttpResponse:
    """Call a service that asks for nothing: a refusal is said at the desk."""
    try:
        service()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(desk_address(assembly, part))


def ask_at_desk(
    request: MemberRequest,
    assembly: Assembly,
    service: Callable[..., object],
    *,
    form: BaseForm | None,
    words: actions.Words,
) -> HttpResponse:
    """A page that says what follows, with what must be written for it."""
    is_valid = request.method == "POST" and (form is None or form.is_valid())
    if is_valid:
        try:
            service(**(form.cleaned_data if form else {}))
        except ValidationError as error:
            if form:
                add_errors(form, error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect(desk_address(assembly))
        else:
            messages.success(request, words.done)
            return redirect(desk_address(assembly))
    context = {"assembly": assembly, "form": form, "words": words}
    return render(request, "governance/assemblies/desk/ask.html", context)


# --- Calls ----------------------------------------------------------------------------------------------


@require_POST
@insider_required
def assembly_call_open(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)
    done = _("The assembly is open.")
    return act_at_desk(request, assembly, lambda: services.open_call(assembly, by=request.user), done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_call_desert(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)

    def desert() -> None:
        services.desert_call(assembly, by=request.user)

    words = actions.DESERT_FIRST if assembly.call == 1 and assembly.second_call_at else actions.DESERT_LAST
    return ask_at_desk(request, assembly, desert, form=None, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_suspend(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)

    def suspend(reason: str) -> None:
        services.suspend_assembly(assembly, reason=reason, by=request.user)

    form = ReasonForm(post_data(request))
    return ask_at_desk(request, assembly, suspend, form=form, words=actions.SUSPEND)


@require_POST
@insider_required
def assembly_resume(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)
    done = _("The assembly goes on.")
    return act_at_desk(
        request, assembly, lambda: services.resume_assembly(assembly, by=request.user), done=done
    )


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_close(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)

    def close() -> None:
        services.close_assembly(assembly, by=request.user)

    return ask_at_desk(request, assembly, close, form=None, words=actions.CLOSE)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_officers(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Whom those present choose to chair it and to keep its minutes."""
    assembly = get_for_chair(request, year, number)

    def choose(**people: Any) -> None:
        services.choose_officers(assembly, by=request.user, **people)

    initial = {"chair": assembly.chair_id, "secretary": assembly.secretary_id}
    form = OfficersForm(post_data(request), assembly=assembly, initial=initial)
    return ask_at_desk(request, assembly, choose, form=form, words=actions.OFFICERS)


# --- Items ----------------------------------------------------------------------------------------------

ITEM_ACTIONS: dict[str, tuple[Callable[..., object], Any]] = {
    "open": (services.open_item, actions.ITEM_OPENED),
    "finish": (services.finish_item, actions.ITEM_DONE),
    "defer": (services.defer_item, actions.ITEM_DEFERRED),
}


@require_POST
@insider_required
def assembly_item(request: MemberRequest, year: int, number: int, pk: int, action: str) -> HttpResponse:
    """Deal with an item, note it, or put it off; one at a time is being voted on."""
    assembly = get_for_chair(request, year, number)
    item = get_object_or_404(assembly.items.select_related("assembly"), pk=pk)
    service, done = ITEM_ACTIONS[action]
    return act_at_desk(request, assembly, lambda: service(item, by=request.user), done=done, part="items")
