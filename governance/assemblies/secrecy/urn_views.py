"""What the chair and the scrutineers do around an urn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from governance.assemblies.attending.keepers import keeps_roll
from governance.assemblies.secrecy.forms import KeyForm, OpenUrnForm, ScrutineerForm, SecretVoteForm
from governance.assemblies.secrecy.grounds import decide_secret_vote, vote_openly
from governance.assemblies.secrecy.models import Scrutineer, SecretVote
from governance.assemblies.secrecy.scrutineers import (
    add_scrutineer,
    new_key,
    remove_scrutineer,
    take_key,
)
from governance.assemblies.secrecy.services import annul_vote, close_urn, count_urn
from governance.assemblies.secrecy.urn_panel import UrnPanel, open_secret_round, urn_panel
from governance.attendance.models import Assembly
from governance.proposals.forms import ReasonForm
from governance.voting.models import VotingRound
from members.people.http import MemberRequest, insider_required, never_kept
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def get_assembly(year: int, number: int) -> Assembly:
    """One that was called; 404 for any other."""
    assemblies = Assembly.objects.select_related("rulebook", "chair")
    return get_object_or_404(assemblies, year=year, number=number)


def get_panel(request: MemberRequest, assembly: Assembly) -> UrnPanel:
    return urn_panel(assembly, request.user, can_lead=keeps_roll(request.user, assembly))


def get_open_round(assembly: Assembly) -> VotingRound:
    """The secret vote that is not counted yet; 404 without one."""
    if voting_round := open_secret_round(assembly):
        return voting_round
    raise Http404


# --- The page of the urn, and keys -----------------------------------------------------------------------


@never_kept
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_urn(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """A scrutineer takes a key: the first POST shows a code, once; the second gives it back."""
    assembly = get_assembly(year, number)
    panel = get_panel(request, assembly)
    require(panel.can_lead or panel.own is not None)
    context: dict[str, Any] = {"assembly": assembly, "urn": panel}
    if request.method != "POST":
        return render(request, "governance/assemblies/urn.html", context)
    require(panel.own is not None and panel.is_live)
    own: Scrutineer = panel.own  # type: ignore[assignment]  # asked a line above
    if "token" not in request.POST:
        code, token = new_key(own)
        form = KeyForm(initial={"token": token})
        return render(request, "governance/assemblies/urn_key.html", context | {"code": code, "form": form})
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            take_key(own, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("code", error)
        else:
            messages.success(request, _("Your key is ready. Keep the code until the votes are counted."))
            return redirect("governance:assembly_urn", year, number)
    return render(request, "governance/assemblies/urn_key.html", context | {"form": form})


@never_kept
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_urn_open(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Two codes open the urn, on one device or each on their own."""
    assembly = get_assembly(year, number)
    own = Scrutineer.objects.filter(assembly=assembly, user=request.user).first()
    require(own is not None)
    voting_round = open_secret_round(assembly)
    if own is None or voting_round is None:
        messages.info(request, _("No secret vote waits for its count."))
        return redirect("governance:assembly_urn", year, number)
    form = OpenUrnForm(post_data(request), own=own)
    if request.method == "POST" and form.is_valid():
        try:
            counted = count_urn(voting_round, form.codes(), by=request.user)
        except ValidationError as error:
            form.add_code_error(error)
        else:
            return _after_codes(request, assembly, counted)
    context = {"assembly": assembly, "urn": get_panel(request, assembly), "form": form}
    return render(request, "governance/assemblies/urn_open.html", context)


def _after_codes(request: MemberRequest, assembly: Assembly, voting_round: VotingRound) -> HttpResponse:
    if voting_round.state == VotingRound.State.OPEN:
        messages.success(request, _("Your code is right. The urn opens with that of another scrutineer."))
        return redirect("governance:assembly_urn", assembly.year, assembly.number)
    messages.success(request, _("The votes are counted."))
    if voting_round.agenda_item is None or voting_round.state == VotingRound.State.CANCELLED:
        return redirect(voting_round)
    position = voting_round.agenda_item.position
    where = [assembly.year, assembly.number, position, voting_round.number]
    return redirect("governance:assembly_secret_ballots", *where)


# --- The chair -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_scrutineer_add(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    form = ScrutineerForm(post_data(request), assembly=assembly)
    if request.method == "POST" and form.is_valid():
        try:
            add_scrutineer(assembly, user=form.cleaned_data["user"], by=request.user)
        except ValidationError as error:
            form.add_error("user", error)
        else:
            messages.success(request, _("Named. Before the vote they take their key on their own device."))
            return redirect("governance:assembly_urn", year, number)
    return _render_form(request, assembly, form, gettext_lazy("Name a scrutineer"), gettext_lazy("Name"))


@require_POST
@insider_required
def assembly_scrutineer_remove(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    assembly = get_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    scrutineer = get_object_or_404(assembly.scrutineers.select_related("assembly", "user"), pk=pk)
    try:
        remove_scrutineer(scrutineer, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("governance:assembly_urn", year, number)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_secret_vote(request: MemberRequest, year: int, number: int, position: int) -> HttpResponse:
    """Why an item is voted on in secret; or no longer."""
    assembly = get_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    voted_on = assembly.items.exclude(proposal=None).select_related("assembly")
    item = get_object_or_404(voted_on, position=position)
    form = SecretVoteForm(post_data(request), instance=SecretVote.objects.filter(agenda_item=item).first())
    is_open_vote = "openly" in request.POST
    if request.method == "POST" and (is_open_vote or form.is_valid()):
        try:
            if is_open_vote:
                vote_openly(item, by=request.user)
            else:
                decide_secret_vote(item, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("governance:assembly_urn", year, number)
    title = gettext_lazy("Secret vote")
    return _render_form(request, assembly, form, title, gettext_lazy("Vote in secret"), item=item)


@require_POST
@insider_required
def assembly_urn_close(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """The chair ends the vote; the scrutineers count it."""
    assembly = get_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    try:
        close_urn(get_open_round(assembly), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Voting is closed. Two scrutineers now open the urn with their codes."))
    return redirect("governance:assembly_urn", year, number)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_urn_annul(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Where two codes are lost nobody can count: the vote is annulled, and held again."""
    assembly = get_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    voting_round = open_secret_round(assembly)
    if voting_round is None:
        return redirect("governance:assembly_urn", year, number)
    form = ReasonForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            annul_vote(voting_round, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The vote is annulled. What was cast is destroyed, uncounted."))
            return redirect("governance:assembly_urn", year, number)
    return _render_form(request, assembly, form, gettext_lazy("Annul the vote"), gettext_lazy("Annul it"))


def _render_form(
    request: MemberRequest, assembly: Assembly, form: Any, title: Any, button: Any, **more: Any
) -> HttpResponse:
    context = {"assembly": assembly, "form": form, "title": title, "button": button, **more}
    return render(request, "governance/assemblies/urn_form.html", context)
