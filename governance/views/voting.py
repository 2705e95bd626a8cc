"""Voting: opening a round and casting a vote."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.forms import VoteForm, VotingForm
from governance.models import Proposal, Vote
from governance.rules import can_call_vote, can_vote
from governance.services import cast_vote, open_voting
from governance.views.pages import (
    latest_round,
    proposal_page,
    visible_proposal,
    words_of_today,
)
from members.acting import membership_in
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require

USUAL_DAYS = 14  # offered in the form, at 20:00


@require_http_methods(["GET", "HEAD", "POST"])
def voting_open(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(can_call_vote(request.user, request.acting, proposal))
    if request.method != "POST" and proposal.state != Proposal.State.DISCUSSION:
        return redirect(proposal)
    evening = timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None)
    form = VotingForm(request.POST or None, initial={"closes_at": evening + timedelta(days=USUAL_DAYS)})
    if request.method == "POST" and form.is_valid():
        try:
            open_voting(proposal, closes_at=form.cleaned_data["closes_at"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Voting is open. The representatives of all companies get a mail."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "words": words_of_today(proposal)}
    return render(request, "governance/voting_form.html", context)


@require_POST
def vote_cast(request: MemberRequest, pk: int) -> HttpResponse:
    """A vote is only ever a POST: programs that follow the links in a mail cast none."""
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    form = VoteForm(request.POST)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    voting_round = latest_round(proposal, membership.company if membership else None)
    if voting_round is None:
        raise Http404
    require(can_vote(membership, voting_round.own_standing))
    if not is_valid:
        return proposal_page(request, proposal, vote_form=form)
    company, choice = form.cleaned_data["company"], form.cleaned_data["choice"]
    try:
        cast_vote(voting_round, company=company, choice=choice, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)  # by now the page has no form to show it in
    else:
        text = _("%(company)s votes “%(choice)s”. You can change it until voting closes.")
        names = {"company": company, "choice": Vote.Choice(choice).label}
        messages.success(request, text % names)
    return redirect(proposal)
