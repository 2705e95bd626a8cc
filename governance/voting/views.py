"""Opening a round, what the chair does with it, and its record."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from governance.amendments.models import Amendment
from governance.amendments.views import get_visible_amendment
from governance.hooks import describe_effect, read_effect_once, rival_claims
from governance.proposals.forms import ReasonForm
from governance.proposals.rules import is_chair
from governance.proposals.transitions import CANCEL, OPEN_VOTING
from governance.proposals.views import get_visible_proposal
from governance.voting.event_chain import VERIFIER, build_record
from governance.voting.forms import ExtensionForm, OpenVotingForm
from governance.voting.models import VotingRound
from governance.voting.preview import next_roll_figures, next_rule_text
from governance.voting.services import (
    cancel_round,
    extend_round,
    open_amendment_voting,
    open_voting,
)
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_voting_open(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Put it to the vote: the one farthest from the text first, the others after its result."""
    amendment = get_visible_amendment(request, pk, number)
    proposal = amendment.proposal
    require(OPEN_VOTING.who_may(request.user, request.acting, proposal))
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    form = OpenVotingForm(post_data(request), initial={"closes_at": default_closing_time()})
    if request.method == "POST" and form.is_valid():
        try:
            open_amendment_voting(amendment, by=request.user, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, OPEN_VOTING.done)
            return redirect(proposal)
    context = {
        "form": form,
        "proposal": proposal,
        "amendment": amendment,
        "rule_text": next_rule_text(proposal, amendment),
        "roll": next_roll_figures(proposal),
    }
    return render(request, "governance/voting_form.html", context)


DEFAULT_DAYS = 14  # offered in the form, at 20:00


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def voting_open(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(OPEN_VOTING.who_may(request.user, request.acting, proposal))
    if request.method != "POST" and not OPEN_VOTING.is_possible(proposal):
        return redirect(proposal)
    form = OpenVotingForm(post_data(request), initial={"closes_at": default_closing_time()})
    if request.method == "POST" and form.is_valid():
        try:
            open_voting(proposal, by=request.user, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, OPEN_VOTING.done)
            return redirect(proposal)
    read_effect_once(proposal)
    context = {"form": form, "proposal": proposal, "rule_text": next_rule_text(proposal)}
    context["roll"] = next_roll_figures(proposal)
    context |= {"effect": describe_effect(proposal), "rivals": rival_claims(proposal)}
    return render(request, "governance/voting_form.html", context)


def default_closing_time() -> Any:
    """What the form offers: an evening in two weeks, local time."""
    evening = timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None)
    return evening + timedelta(days=DEFAULT_DAYS)


# --- The chair -------------------------------------------------------------------------------------------


@insider_required
def get_round_for_chair(request: MemberRequest, pk: int, number: int) -> VotingRound:
    get_visible_proposal(request, pk)
    rounds = VotingRound.objects.select_related("proposal", "amendment")
    voting_round = get_object_or_404(rounds, proposal=pk, number=number)
    require(is_chair(request.user))
    return voting_round


@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    voting_round = get_round_for_chair(request, pk, number)
    if request.method != "POST" and voting_round.state != VotingRound.State.OPEN:
        return redirect(voting_round)
    later = timezone.localtime(voting_round.closes_at).replace(tzinfo=None) + timedelta(days=7)
    form = ExtensionForm(post_data(request), initial={"closes_at": later})
    if request.method == "POST" and form.is_valid():
        try:
            extend_round(voting_round, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request,
                _("Voting has been extended. The representatives of all companies will receive an e-mail."),
            )
            return redirect(voting_round)
    context = {"form": form, "proposal": voting_round.proposal, "action": EXTEND_TEXTS}
    return render(request, "governance/reason_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    voting_round = get_round_for_chair(request, pk, number)
    if request.method != "POST" and voting_round.state != VotingRound.State.OPEN:
        return redirect(voting_round)
    form = ReasonForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            cancel_round(voting_round, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, CANCEL.done)
            return redirect(voting_round)
    context = {"form": form, "proposal": voting_round.proposal, "action": CANCEL_TEXTS}
    return render(request, "governance/reason_form.html", context)


EXTEND_TEXTS = {
    "title": gettext_lazy("Extend voting"),
    "text": gettext_lazy(
        "This can be done only once, before voting ends. All companies will receive an e-mail "
        "with the reason."
    ),
    "button": gettext_lazy("Extend"),
}

CANCEL_TEXTS = {
    "title": CANCEL.label,
    "text": gettext_lazy(
        "The votes cast stay sealed and are never counted. The proposal can then be changed and "
        "voted on again."
    ),
    "button": CANCEL.label,
}


# --- The record ------------------------------------------------------------------------------------------


@require_safe
@insider_required
def round_record(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """A round as a file anybody can check with `verify.py`; its votes once it is closed."""
    voting_round = get_object_or_404(VotingRound, proposal=pk, number=number)
    clock = VotingRound.objects.values_list(Now()).get(pk=voting_round.pk)[0]
    get_visible_proposal(request, pk)  # closes what has ended by that clock
    record = build_record(voting_round, made_at=clock)
    if record is None:
        raise Http404
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{voting_round.record_filename}"'
    return response


@require_safe
@insider_required
def verifier(_request: MemberRequest) -> FileResponse:
    """The program that checks a record, to run at home: it needs Python and nothing else."""
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python")
