"""Votes cast on the page of a proposal: of the own company, and in an assembly by proxy.

A vote is only ever a POST: programs that follow the links in a mail cast none. What was refused comes back
with all that was typed.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.assemblies.hall.voices import FOR_ALL, cast_same_for_all, proxy_prefix
from governance.pages.proposal_page import render_proposal_page
from governance.proposals import rules
from governance.proposals.views import get_visible_proposal
from governance.voting.forms import AnswerForm, answer_form
from governance.voting.models import Vote, VotingRound
from governance.voting.result import format_answer, option_titles
from governance.voting.rules import can_vote, find_current_round
from governance.voting.votes import cast_vote
from members.people.current_membership import named_membership
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require


@require_POST
@insider_required
def vote_cast(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    membership = named_membership(request)
    company = membership.company if membership else None
    rounds = list(proposal.rounds.with_vote_of(company).order_by("number"))
    if not rounds:
        raise Http404
    require(rules.can_propose(membership))
    voting_round = find_current_round(proposal, rounds)
    if voting_round is None:  # cancelled, or counted while this vote was on its way
        messages.error(request, _("Voting is closed. This vote is not counted."))
        return redirect(proposal)
    require(can_vote(membership, voting_round.own_standing))
    form = answer_form(voting_round, request.POST)

    def cast(vote: dict[str, Any]) -> str:
        cast_vote(voting_round, by=request.user, **vote)
        names = {
            "company": vote["company"],
            "choice": format_answer(vote["answer"], option_titles(voting_round)),
        }
        return _("%(company)s votes “%(choice)s”. You can change it until voting closes.") % names

    if is_cast(request, voting_round, form, cast):
        return redirect(f"{proposal.get_absolute_url()}#vote")
    return render_proposal_page(request, proposal, vote_form=form)


@require_POST
@insider_required
def assembly_proxy_vote(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    """A holder votes for a company that gave its proxy, or the same for all it votes for."""
    rounds = VotingRound.objects.filter(
        agenda_item__assembly__year=year, agenda_item__assembly__number=number
    )
    voting_round = get_object_or_404(rounds, pk=pk)
    is_for_all = FOR_ALL in request.POST
    form = answer_form(voting_round, request.POST)
    if is_for_all:
        form.fields["company"].required = False

    def cast(vote: dict[str, Any]) -> str:
        if is_for_all:
            companies = cast_same_for_all(voting_round, answer=vote["answer"], by=request.user)
        else:
            cast_vote(voting_round, by=request.user, **vote)
            companies = [vote["company"]]
        return _("Voted for %(companies)s.") % {"companies": ", ".join(map(str, companies))}

    if is_cast(request, voting_round, form, cast):
        return redirect(f"{voting_round.get_absolute_url()}#proxies")
    prefix = FOR_ALL if is_for_all else proxy_prefix(request.POST.get("company", ""))
    proposal = get_visible_proposal(request, voting_round.proposal_id)
    return render_proposal_page(request, proposal, proxy_form=(prefix, form))


def is_cast(
    request: MemberRequest,
    voting_round: VotingRound,
    form: AnswerForm,
    cast: Callable[[dict[str, Any]], str],
) -> bool:
    """Cast what the form says. A refusal is said above the page, which may have no form any more."""
    if not form.is_valid():
        return False
    try:
        done = cast({name: form.cleaned_data[name] for name in ("company", "answer", "seen_revision")})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        _show_newest(form, voting_round)
        return False
    messages.success(request, done)
    return True


def _show_newest(form: AnswerForm, voting_round: VotingRound) -> None:
    """Whoever reads that somebody else has voted meanwhile can send the form again."""
    votes = Vote.objects.filter(roll_entry__round=voting_round, is_current=True)
    newest = votes.filter(roll_entry__company=form.cleaned_data["company"]).first()
    data: Any = copy(form.data)
    data["seen_revision"] = str(newest.revision if newest else 0)
    form.data = data
