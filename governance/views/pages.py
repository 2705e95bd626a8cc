"""What the page of a proposal shows, gathered for its template."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from governance.costs import in_euro, shares_of
from governance.counting import Rule
from governance.effects import sentence_of
from governance.forms import AnswerForm, CommentForm, RecusalForm, answer_form
from governance.models import Method, Proposal, VotingRound
from governance.rules import access
from governance.rules.results import Result, Turnout, answer_words, titles_of, who_voted
from governance.rules.words import RuleInWords
from governance.services import close_due_rounds, rule_in_force
from governance.views.changes import amendments_context
from governance.views.thread import discussion_context
from members.models import Company, Membership
from members.types import MemberRequest

STEPS = ("freeze", "resume", "open", "defer", "cancel", "decide")


def visible_proposal(request: MemberRequest, pk: int) -> Proposal:
    """404 for a draft of another company.

    A round that has ended is counted first, even by a GET: time closed it, not the reader, and the page does
    not wait for the worker to write down what is so already.
    """
    proposals = Proposal.objects.visible_to(request.acting).for_page()
    proposal = get_object_or_404(proposals, pk=pk)
    is_voted_on = proposal.state in (Proposal.State.VOTING, Proposal.State.DISCUSSION)
    if is_voted_on and close_due_rounds(proposal):
        proposal = get_object_or_404(proposals, pk=pk)
    return proposal


def rounds_of(proposal: Proposal, company: Company | None, *, is_shown: bool = True) -> list[VotingRound]:
    """All rounds of a proposal in order, each with what this company answered; those that are shown also say
    how many took part."""
    rounds = VotingRound.objects.filter(proposal=proposal).with_vote_of(company)
    if is_shown:
        rounds = rounds.with_clock().with_turnout().select_related("resolution", "amendment")
    return list(rounds.order_by("number"))


def current_round(proposal: Proposal, rounds: list[VotingRound]) -> VotingRound | None:
    """The one that is open, else the one the proposal ended with; None before a vote on this text."""
    is_open = [one for one in rounds if one.state == VotingRound.State.OPEN]
    has_ended = proposal.state in (Proposal.State.CLOSED, Proposal.State.DECIDED)
    ended = [one for one in rounds if one.state == VotingRound.State.CLOSED and one.amendment_id is None]
    return next(iter(is_open or (reversed(ended) if has_ended else ())), None)


def proposal_page(
    request: MemberRequest,
    proposal: Proposal,
    *,
    vote_form: AnswerForm | None = None,
    comment_form: CommentForm | None = None,
    recusal_form: RecusalForm | None = None,
) -> HttpResponse:
    """The page, with the form that had a fault in place of the empty one."""
    acting = request.acting
    company = acting.company if acting else None
    rounds = rounds_of(proposal, company) if proposal.round_count else []
    voting_round = current_round(proposal, rounds)
    context: dict[str, Any] = {
        "proposal": proposal,
        "round": voting_round,
        "earlier_rounds": [one for one in rounds if one is not voting_round],
        "attachments": proposal.attachments.all(),
        "effect": sentence_of(proposal),
        "cost": cost_of(proposal, company),
        "can_edit": access.can_edit_proposal(acting, proposal),
        "can_open_discussion": access.can_open_discussion(acting, proposal),
        "can_withdraw": access.can_withdraw(acting, proposal),
        "can_lead": access.can_call_vote(request.user, acting, proposal),
    }
    context |= {f"can_{verb}": access.can_take_step(verb, request.user, acting, proposal) for verb in STEPS}
    context |= amendments_context(request, proposal)
    context |= discussion_context(request, proposal, comment_form)
    context |= recusal_context(acting, proposal, recusal_form)
    if voting_round is None:
        context |= coming_context(proposal)
    elif voting_round.state == VotingRound.State.OPEN:
        context |= open_context(request, voting_round, vote_form)
    else:
        context |= closed_context(voting_round)
    return render(request, "governance/proposal_detail.html", context)


def coming_context(proposal: Proposal) -> dict[str, Any]:
    """The rule a vote would have now, and what there would be to choose from."""
    context: dict[str, Any] = {"words": None if proposal.is_settled else words_of_today(proposal)}
    if Method(proposal.method).has_options:
        titles = {option.key: option.title for option in proposal.options.all()}
        context |= {"options": list(titles.values()), "lot": [titles[key] for key in proposal.lot]}
    return context


def words_of_today(proposal: Proposal) -> RuleInWords | None:
    """The rule a round would have if it opened now; None where the rulebook says nothing."""
    try:
        matter_rule = rule_in_force(proposal.matter, timezone.localdate())
    except ValidationError:
        return None
    rule = Rule(**{name: getattr(matter_rule, name) for name in Rule.__dataclass_fields__})
    entitled = Company.objects.current().count()
    return RuleInWords(rule, entitled, proposal.method, proposal.seats, proposal.is_advisory)


def cost_of(proposal: Proposal, company: Company | None) -> dict[str, str] | None:
    """What it costs in all and, for a company that would pay, its share."""
    if proposal.cost_cents is None:
        return None
    share = shares_of(proposal).get(company.pk) if company else None
    return {"total": in_euro(proposal.cost_cents), "share": "" if share is None else in_euro(share)}


def recusal_context(
    acting: Membership | None, proposal: Proposal, form: RecusalForm | None
) -> dict[str, Any]:
    """Who has declared to stand aside, and the form to do so. Once voting has opened, the roll says it."""
    can_stand_aside = access.can_stand_aside(acting, proposal)
    if not proposal.is_discussed or proposal.state == Proposal.State.VOTING:
        return {}
    recusals = list(proposal.recusals.select_related("company"))
    own = next((one for one in recusals if acting and one.company_id == acting.company_id), None)
    form = form or RecusalForm(initial={"company": acting.company if acting else None})
    return {
        "recusals": recusals,
        "own_recusal": own if can_stand_aside else None,
        "recusal_form": form if can_stand_aside and own is None else None,
    }


def open_context(
    request: MemberRequest, voting_round: VotingRound, vote_form: AnswerForm | None
) -> dict[str, Any]:
    acting = request.acting
    words = RuleInWords.of(voting_round, voting_round.on_roll)
    titles = titles_of(voting_round)
    can_vote = access.can_vote(acting, voting_round.own_standing)
    if can_vote and vote_form is None:
        initial = {"company": acting and acting.company, "seen_revision": voting_round.own_revision or 0}
        vote_form = answer_form(voting_round, answer=voting_round.own_answer, initial=initial)
    is_waiting = voting_round.present < voting_round.on_roll
    return {
        "words": words,
        "turnout": Turnout(voting_round.present, voting_round.on_roll, words.needed),
        "own_answer": answer_words(voting_round.own_answer, titles) if voting_round.own_answer else "",
        "why_no_vote": access.why_no_vote(acting, voting_round.own_standing, voting_round.own_reason or ""),
        "vote_form": vote_form if can_vote else None,
        "lot": [] if voting_round.is_advisory else [titles[key] for key in voting_round.lot],
        "can_extend": request.user.is_coordinator and not voting_round.first_closes_at,
        "can_cancel": request.user.is_coordinator,
        "can_close_early": request.user.is_coordinator and not is_waiting,
    }


def closed_context(voting_round: VotingRound) -> dict[str, Any]:
    result = Result.of(voting_round)
    entries = voting_round.roll.with_vote().select_related("company").order_by("company__name")
    entries = entries.only("round", "standing", "reason", "company__name")  # of hundreds of companies
    own = voting_round.own_answer
    return {
        "words": result.words,
        "result": result,
        "turnout": result.turnout,
        "who_voted": who_voted(entries, result),
        "own_answer": answer_words(own, result.titles) if own else "",
        "lot": [result.titles[key] for key in voting_round.lot] if result.tally.lot_used else [],
    }
