"""Voting: opening a round, casting a vote, and what the chair does with a round; its record."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance import services
from governance.forms import ExtensionForm, ReasonForm, VotingForm, answer_form
from governance.models import Proposal, VotingRound
from governance.rules import access
from governance.rules.results import answer_words, titles_of
from governance.views.pages import (
    current_round,
    proposal_page,
    rounds_of,
    visible_proposal,
    words_of_today,
)
from members.acting import current_memberships
from members.models import Membership
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import hand_over

USUAL_DAYS = 14  # offered in the form, at 20:00


@require_http_methods(["GET", "HEAD", "POST"])
def voting_open(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.can_call_vote(request.user, request.acting, proposal))
    if request.method != "POST" and proposal.state not in (Proposal.State.FROZEN, Proposal.State.CLOSED):
        return redirect(proposal)
    form = VotingForm(request.POST or None, initial={"closes_at": usual_end()})
    if request.method == "POST" and form.is_valid():
        try:
            services.open_voting(proposal, closes_at=form.cleaned_data["closes_at"], by=request.user)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Voting is open. The representatives of all companies get a mail."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "words": words_of_today(proposal)}
    return render(request, "governance/voting_form.html", context)


def usual_end() -> Any:
    """What the form offers: an evening in two weeks, local time."""
    evening = timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None)
    return evening + timedelta(days=USUAL_DAYS)


@require_POST
def vote_cast(request: MemberRequest, pk: int) -> HttpResponse:
    """A vote is only ever a POST: programs that follow the links in a mail cast none."""
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    membership = _voting_for(request)
    company = membership.company if membership else None
    voting_round = current_round(proposal, rounds_of(proposal, company, is_shown=False))
    if voting_round is None:
        raise Http404
    require(access.can_vote(membership, voting_round.own_standing))
    form = answer_form(voting_round, request.POST)
    if not form.is_valid():
        return proposal_page(request, proposal, vote_form=form)
    company, answer = form.cleaned_data["company"], form.cleaned_data["answer"]
    try:
        services.cast_vote(
            voting_round,
            company=company,
            answer=answer,
            by=request.user,
            seen_revision=form.cleaned_data["seen_revision"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))  # by now the page may have no form to show it in
    else:
        text = _("%(company)s votes “%(choice)s”. You can change it until voting closes.")
        names = {"company": company, "choice": answer_words(answer, titles_of(voting_round))}
        messages.success(request, text % names)
    return redirect(f"{proposal.get_absolute_url()}#vote")


def _voting_for(request: MemberRequest) -> Membership | None:
    """The place in the company the form names, whichever company the person acts for now."""
    company = request.POST.get("company", "")
    places = (one for one in current_memberships(request) if str(one.company_id) == company)
    return next(places, request.acting)


# --- The chair -------------------------------------------------------------------------------------------


def _round_for_chair(request: MemberRequest, pk: int, number: int) -> VotingRound:
    require(is_insider(request.user, request.acting))
    visible_proposal(request, pk)
    rounds = VotingRound.objects.select_related("proposal", "amendment")
    voting_round = get_object_or_404(rounds, proposal=pk, number=number)
    require(request.user.is_coordinator)
    return voting_round


@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    voting_round = _round_for_chair(request, pk, number)
    if request.method != "POST" and voting_round.state != VotingRound.State.OPEN:
        return redirect(voting_round)
    later = timezone.localtime(voting_round.closes_at).replace(tzinfo=None) + timedelta(days=7)
    form = ExtensionForm(request.POST or None, initial={"closes_at": later})
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_round(voting_round, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(
                request, _("Voting is extended. The representatives of all companies get a mail.")
            )
            return redirect(voting_round)
    context = {"form": form, "proposal": voting_round.proposal, "action": EXTEND}
    return render(request, "governance/reason_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    voting_round = _round_for_chair(request, pk, number)
    if request.method != "POST" and voting_round.state != VotingRound.State.OPEN:
        return redirect(voting_round)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_voting(voting_round, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Voting is cancelled. Its votes stay sealed and are never counted."))
            return redirect(voting_round)
    context = {"form": form, "proposal": voting_round.proposal, "action": CANCEL}
    return render(request, "governance/reason_form.html", context)


@require_POST
def round_close(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Count at once what every company has voted on; a round past its end is counted by looking at it."""
    voting_round = _round_for_chair(request, pk, number)
    try:
        services.close_early(voting_round, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The votes are counted."))
    return redirect(voting_round)


EXTEND = {
    "title": gettext_lazy("Give the vote more time"),
    "text": gettext_lazy(
        "That is possible once, and before it ends. All companies get a mail with the reason."
    ),
    "button": gettext_lazy("Extend"),
}
CANCEL = {
    "title": gettext_lazy("Cancel the vote"),
    "text": gettext_lazy(
        "The votes cast stay sealed and are never counted. The proposal can then be changed and voted on."
    ),
    "button": gettext_lazy("Cancel the vote"),
}


# --- The record ------------------------------------------------------------------------------------------


@require_safe
def round_record(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """The whole of a round as a file anybody can check with `verify.py`; its votes once it is closed."""
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    rounds = VotingRound.objects.select_related("version", "amendment")
    voting_round = get_object_or_404(rounds, proposal=proposal, number=number)
    record = services.record_of(voting_round)
    if record is None:
        raise Http404
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="record-{pk}-{number}.json"'
    return response


@require_safe
def verifier(request: MemberRequest) -> FileResponse:
    """The program that checks a record, to run at home: it needs Python and nothing else."""
    require(is_insider(request.user, request.acting))
    return FileResponse(services.VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python")
