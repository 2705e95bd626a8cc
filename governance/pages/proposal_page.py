"""The page of a proposal, put together part by part."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from governance.amendments.changes import AmendmentView, diff_of_amendment
from governance.amendments.models import Amendment
from governance.amendments.rules import can_amend, can_withdraw_amendment, is_amender, voting_order
from governance.discussion.forms import CommentForm
from governance.discussion.models import Comment
from governance.discussion.rules import can_comment
from governance.discussion.thread import companies_by_stance, count_by_kind, group_in_threads, to_comment_view
from governance.hooks import describe_effect
from governance.proposals import rules
from governance.proposals.choices import Method
from governance.proposals.costs import cost_summary
from governance.proposals.forms import RecusalForm
from governance.proposals.models import Proposal
from governance.proposals.rules import is_proposer
from governance.voting import rules as voting_rules
from governance.voting.current_rule import current_rule_text
from governance.voting.forms import AnswerForm, answer_form
from governance.voting.models import RollEntry, VotingRound
from governance.voting.result import Result, Turnout, format_answer, group_by_answer, option_titles
from governance.voting.rule_text import RuleText
from governance.voting.rules import can_vote
from members.companies.models import Company
from members.people.http import MemberRequest
from members.people.models import Membership


def explain_no_vote(membership: Membership | None, standing: str | None, reason: str = "") -> str:
    """Why a reader finds no voting form, in a sentence; empty for those who may vote."""
    if can_vote(membership, standing):
        return ""
    if not membership:
        return gettext("You read along as a coordinator. Companies vote, and you act for none.")
    names = {"company": membership.company, "reason": reason}
    if standing is None:
        return (
            gettext("%(company)s has no vote here: it was not a member company when voting opened.") % names
        )
    if standing != RollEntry.Standing.ENTITLED:
        return gettext("%(company)s has no vote here. The reason on the roll: %(reason)s") % names
    return gettext("Only a representative votes for %(company)s, and you are a collaborator.") % names


SHOWN_TRANSITIONS = ("freeze", "resume", "open", "defer", "cancel", "decide")


def get_rounds(proposal: Proposal, company: Company | None, *, is_shown: bool = True) -> list[VotingRound]:
    """All rounds of a proposal in order, each with what this company answered; those that are shown also say
    how many took part."""
    rounds = VotingRound.objects.filter(proposal=proposal).with_vote_of(company)
    if is_shown:
        rounds = rounds.with_clock().with_turnout().select_related("resolution", "amendment")
    return list(rounds.order_by("number"))


def find_current_round(proposal: Proposal, rounds: list[VotingRound]) -> VotingRound | None:
    """The one that is open, else the one the proposal ended with; None before a vote on this text."""
    is_open = [one for one in rounds if one.state == VotingRound.State.OPEN]
    has_ended = proposal.state in (Proposal.State.CLOSED, Proposal.State.DECIDED)
    ended = [one for one in rounds if one.state == VotingRound.State.CLOSED and one.amendment_id is None]
    return next(iter(is_open or (reversed(ended) if has_ended else ())), None)


def render_proposal_page(
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
    rounds = get_rounds(proposal, company) if proposal.round_count else []
    voting_round = find_current_round(proposal, rounds)
    context: dict[str, Any] = {
        "proposal": proposal,
        "round": voting_round,
        "earlier_rounds": [one for one in rounds if one is not voting_round],
        "attachments": proposal.attachments.all(),
        "effect": describe_effect(proposal),
        "cost": cost_summary(proposal, company),
        "can_edit": rules.can_edit_proposal(acting, proposal),
        "can_open_discussion": rules.can_open_discussion(acting, proposal),
        "can_withdraw": rules.can_withdraw_proposal(acting, proposal),
        "can_lead": rules.can_lead_proposal(request.user, acting, proposal),
    }
    context |= {
        f"can_{verb}": rules.can_run_transition(verb, request.user, acting, proposal)
        for verb in SHOWN_TRANSITIONS
    }
    context |= amendments_context(request, proposal)
    context |= discussion_context(request, proposal, comment_form)
    context |= recusal_context(acting, proposal, recusal_form)
    if voting_round is None:
        context |= next_round_context(proposal)
    elif voting_round.state == VotingRound.State.OPEN:
        context |= open_round_context(request, voting_round, vote_form)
    else:
        context |= closed_round_context(voting_round)
    return render(request, "governance/proposal_detail.html", context)


def next_round_context(proposal: Proposal) -> dict[str, Any]:
    """The rule a vote would have now, and what there would be to choose from."""
    context: dict[str, Any] = {"words": None if proposal.is_settled else current_rule_text(proposal)}
    if Method(proposal.method).has_options:
        titles = {option.key: option.title for option in proposal.options.all()}
        context |= {"options": list(titles.values()), "lot": [titles[key] for key in proposal.lot]}
    return context


def recusal_context(
    acting: Membership | None, proposal: Proposal, form: RecusalForm | None
) -> dict[str, Any]:
    """Who has declared to stand aside, and the form to do so. Once voting has opened, the roll says it."""
    can_stand_aside = rules.can_declare_recusal(acting, proposal)
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


def open_round_context(
    request: MemberRequest, voting_round: VotingRound, vote_form: AnswerForm | None
) -> dict[str, Any]:
    acting = request.acting
    words = RuleText.of(voting_round, voting_round.on_roll)
    titles = option_titles(voting_round)
    can_vote = voting_rules.can_vote(acting, voting_round.own_standing)
    if can_vote and vote_form is None:
        initial = {"company": acting and acting.company, "seen_revision": voting_round.own_revision or 0}
        vote_form = answer_form(voting_round, answer=voting_round.own_answer, initial=initial)
    is_waiting = voting_round.present < voting_round.on_roll
    return {
        "words": words,
        "turnout": Turnout(voting_round.present, voting_round.on_roll, words.needed),
        "own_answer": format_answer(voting_round.own_answer, titles) if voting_round.own_answer else "",
        "why_no_vote": explain_no_vote(acting, voting_round.own_standing, voting_round.own_reason or ""),
        "vote_form": vote_form if can_vote else None,
        "lot": [] if voting_round.is_advisory else [titles[key] for key in voting_round.lot],
        "can_extend": request.user.is_coordinator and not voting_round.first_closes_at,
        "can_cancel": request.user.is_coordinator,
        "can_close_early": request.user.is_coordinator and not is_waiting,
    }


def closed_round_context(voting_round: VotingRound) -> dict[str, Any]:
    result = Result.of(voting_round)
    entries = voting_round.roll.with_vote().select_related("company").order_by("company__name")
    entries = entries.only("round", "standing", "reason", "company__name")  # of hundreds of companies
    own = voting_round.own_answer
    return {
        "words": result.words,
        "result": result,
        "turnout": result.turnout,
        "who_voted": group_by_answer(entries, result),
        "own_answer": format_answer(own, result.titles) if own else "",
        "lot": [result.titles[key] for key in voting_round.lot] if result.tally.lot_used else [],
    }


def amendments_context(request: MemberRequest, proposal: Proposal) -> dict[str, Any]:
    amendments = list(proposal.amendments.select_related("company", "base").order_by("number"))
    is_open = [one for one in amendments if one.state == Amendment.State.OPEN]
    is_ready = [one for one in is_open if one.base.number == proposal.version_count]
    following = voting_order(is_ready, proposal.title, proposal.text)[:1]
    return {
        "amendments": [
            AmendmentView(
                amendment=one,
                lines=diff_of_amendment(one),
                is_behind=one in is_open and one not in is_ready,
                is_next=one in following,
                is_own=is_amender(request.acting, one),
                can_withdraw=can_withdraw_amendment(request.user, request.acting, one),
            )
            for one in amendments
        ],
        "can_amend": can_amend(request.acting, proposal),
        "is_proposer": is_proposer(request.acting, proposal),
    }


def discussion_context(
    request: MemberRequest, proposal: Proposal, comment_form: CommentForm | None
) -> dict[str, Any]:
    acting = request.acting
    comments = list(proposal.comments.select_related("company", "author").order_by("created_at", "pk"))
    kind = request.GET.get("kind", "")
    threads = group_in_threads(comments)
    if kind in Comment.Kind:
        threads = [thread for thread in threads if any(one.kind == kind for one in thread)]
    answered = _find_answered_comment(request, comments)
    initial = {"company": acting.company if acting else None, "parent": answered}
    labels = {one.value: str(one.label) for one in Comment.Kind}
    return {
        "comments": [to_comment_view(one, labels, request.user) for thread in threads for one in thread],
        "comment_count": len(comments),
        "kinds": count_by_kind(comments, labels),
        "kind": kind,
        "stands": list(companies_by_stance(comments)),
        "answered": answered,
        "comment_form": comment_form or CommentForm(proposal=proposal, initial=initial),
        "can_comment": can_comment(acting, proposal),
    }


def _find_answered_comment(request: MemberRequest, comments: Iterable[Comment]) -> Comment | None:
    """The comment the form is an answer to: ?answer=12, or what was sent."""
    wanted = request.POST.get("parent") or request.GET.get("answer", "")
    return next((one for one in comments if str(one.pk) == wanted), None)
