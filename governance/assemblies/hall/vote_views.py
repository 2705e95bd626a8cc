"""At the desk: opening and closing votes, and hands."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from governance.assemblies.attending.keepers import works_at_desk
from governance.assemblies.hall import actions
from governance.assemblies.hall.desk import hand_rows, hands_form
from governance.assemblies.hall.forms import OpenRoundForm
from governance.assemblies.hall.hands import confirm_hand, enter_hand
from governance.assemblies.hall.overview import overview_of
from governance.assemblies.hall.reminders import remind_phones
from governance.assemblies.hall.rounds import (
    cancel_round_in_assembly,
    close_round_in_assembly,
    open_round_in_assembly,
)
from governance.assemblies.hall.views import (
    act_at_desk,
    ask_at_desk,
    desk_address,
    get_called_assembly,
    get_for_chair,
    render_desk,
)
from governance.attendance.models import Assembly
from governance.proposals.forms import ReasonForm
from governance.voting.models import Vote, VotingRound
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import post_data


def _round_of(assembly: Assembly, pk: int) -> VotingRound:
    rounds = VotingRound.objects.filter(agenda_item__assembly=assembly)
    return get_object_or_404(rounds.select_related("proposal", "amendment"), pk=pk)


@require_POST
@insider_required
def assembly_round_open(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)
    items = assembly.items.select_related("assembly", "proposal", "secret_vote")
    item = get_object_or_404(items, pk=pk)
    form = OpenRoundForm(request.POST, item=item)
    if not form.is_valid():
        messages.error(request, _("Choose how votes are cast."))
        return redirect(desk_address(assembly, "items"))
    return act_at_desk(
        request,
        assembly,
        lambda: open_round_in_assembly(item, by=request.user, **form.cleaned_data),
        done=_("Voting is open."),
    )


@require_POST
@insider_required
def assembly_round_close(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)
    voting_round = _round_of(assembly, pk)
    return act_at_desk(
        request,
        assembly,
        lambda: close_round_in_assembly(voting_round, by=request.user),
        done=_("Voting is closed. Two scrutineers now open the urn with their codes.")
        if voting_round.is_secret
        else _("The votes are counted."),
        part="items",
    )


@require_POST
@insider_required
def assembly_round_remind(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    """Those who vote on their phones and have not."""
    assembly = get_for_chair(request, year, number)
    voting_round = _round_of(assembly, pk)
    return act_at_desk(
        request,
        assembly,
        lambda: remind_phones(voting_round, by=request.user),
        done=actions.PHONES_REMINDED,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_round_cancel(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    assembly = get_for_chair(request, year, number)
    voting_round = _round_of(assembly, pk)
    if request.method != "POST" and voting_round.state != VotingRound.State.OPEN:
        return redirect(desk_address(assembly))

    def cancel(reason: str) -> None:
        cancel_round_in_assembly(voting_round, reason=reason, by=request.user)

    form = ReasonForm(post_data(request))
    return ask_at_desk(request, assembly, cancel, form=form, words=actions.CANCEL_VOTE)


# --- Hands ----------------------------------------------------------------------------------------------


@require_POST
@insider_required
def assembly_hands(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    """Enter what companies show; each counts when another person confirms it."""
    assembly = get_called_assembly(year, number)
    require(works_at_desk(request.user, assembly))
    voting_round = _round_of(assembly, pk)
    form = hands_form(hand_rows(overview_of(assembly), request.user), request.POST)
    if not form.is_valid():
        return render_desk(request, assembly, bound_hands=form)
    entered, faults = 0, []
    for hand in form.hands():
        try:
            enter_hand(voting_round, by=request.user, **hand)
        except ValidationError as error:
            faults += error.messages
        else:
            entered += 1
    if faults:
        messages.error(request, " ".join(faults))
    if entered:
        text = ngettext(
            "%(number)s hand entered: another person confirms it.",
            "%(number)s hands entered: another person confirms them.",
            entered,
        )
        messages.success(request, text % {"number": entered})
    return redirect(desk_address(assembly))


@require_POST
@insider_required
def assembly_hands_confirm(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    """One hand or several, as this page showed them: "<vote>-<choice>"."""
    assembly = get_called_assembly(year, number)
    require(works_at_desk(request.user, assembly))
    voting_round = _round_of(assembly, pk)
    shown = dict(hand.split("-", 1) for hand in request.POST.getlist("hand") if "-" in hand)
    keys = [int(key) for key in shown if key.isdecimal() and len(key) < 12]
    confirmed, faults = 0, []
    for vote in Vote.objects.filter(roll_entry__round=voting_round, pk__in=keys).order_by("pk"):
        try:
            confirm_hand(vote, choice=shown[str(vote.pk)], by=request.user)
        except ValidationError as error:
            faults += error.messages
        else:
            confirmed += 1
    if faults:
        messages.error(request, " ".join(faults))
    if confirmed:
        text = ngettext("%(number)s hand confirmed.", "%(number)s hands confirmed.", confirmed)
        messages.success(request, text % {"number": confirmed})
    return redirect(desk_address(assembly))
