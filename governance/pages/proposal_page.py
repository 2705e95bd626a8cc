"""The page of a proposal, put together in one place: part by part, each part asked for once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from governance.amendments.changes import AmendmentView, diff_of_amendment
from governance.amendments.models import Amendment
from governance.amendments.rules import can_amend, can_withdraw_amendment, is_amender, voting_order
from governance.assemblies.hall.voices import SentForm, Voices, voices_of
from governance.discussion.forms import CommentForm
from governance.discussion.models import Comment
from governance.discussion.rules import can_comment
from governance.discussion.thread import companies_by_stance, count_by_kind, group_in_threads, to_comment_view
from governance.hooks import (
    drawing_of_effect,
    effects,
    has_candidates,
    parties_of,
    read_effect_once,
    rival_claims,
    sections_of_proposal,
)
from governance.pages.step_line import steps_of_proposal
from governance.pages.vote_strip import strip_of_closed, strip_of_open
from governance.proposals import rules
from governance.proposals.choices import Method, Outcome
from governance.proposals.costs import cost_summary
from governance.proposals.forms import RecusalForm
from governance.proposals.models import Proposal
from governance.proposals.transitions import available_transitions
from governance.proposals.version_changes import last_changes
from governance.resolutions.effect_state import effect_view, resolution_of
from governance.rulebook.rule_in_force import is_decided_in_assembly
from governance.voting.forms import AnswerForm, answer_form
from governance.voting.heads.proof import Proof
from governance.voting.models import RollEntry, VotingRound
from governance.voting.parties import party_votes
from governance.voting.preview import next_rule_text
from governance.voting.result import Result, Turnout, format_answer, group_by_answer, option_titles
from governance.voting.rule_text import RuleText
from governance.voting.rules import (
    can_cancel_round,
    can_close_round_early,
    can_extend_round,
    can_vote,
    find_current_round,
)
from members.companies.models import Company
from members.people.http import MemberRequest
from members.people.models import Membership, User

Context = dict[str, Any]
TURNOUT_SHOWN_FROM = 3  # votes


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and for which company, if any."""

    user: User
    acting: Membership | None

    @property
    def company(self) -> Company | None:
        return self.acting.company if self.acting else None


def render_proposal_page(
    request: MemberRequest,
    proposal: Proposal,
    *,
    vote_form: AnswerForm | None = None,
    proxy_form: SentForm | None = None,
    comment_form: CommentForm | None = None,
    recusal_form: RecusalForm | None = None,
) -> HttpResponse:
    """The page, with the form that had a fault in place of the empty one."""
    reader = Reader(request.user, request.acting)
    read_effect_once(proposal)
    rounds = list(proposal.rounds.for_page(reader.company)) if proposal.round_count else []
    voting_round = find_current_round(proposal, rounds)
    # The comment that is answered is named in the address, or was sent with a form that had a fault.
    answered = request.POST.get("parent") or request.GET.get("answer", "")
    for_sections = {"proposal": proposal, "can_edit": rules.can_edit_proposal(reader.acting, proposal)}
    context: Context = {
        "proposal": proposal,
        "round": voting_round,
        "earlier_rounds": [other for other in rounds if other is not voting_round],
        "sections": [
            (section, render_to_string(section.template, {**section.context, **for_sections}, request))
            for section in sections_of_proposal(proposal)
        ],
        **proposal_context(reader, proposal, voting_round),
        **round_context(reader, proposal, voting_round, vote_form, proxy_form),
        **recusal_context(reader, proposal, recusal_form),
        **amendments_context(reader, proposal),
        **discussion_context(
            reader, proposal, comment_form, kind=request.GET.get("kind", ""), answered=answered
        ),
    }
    comments = context["comment_count"]
    context["steps"] = steps_of_proposal(proposal, voting_round, context["effect"], comments=comments)
    return render(request, "governance/proposal_detail.html", context)


def proposal_context(reader: Reader, proposal: Proposal, voting_round: VotingRound | None) -> Context:
    """What belongs to the proposal itself, and what the reader may do with it."""
    transitions = available_transitions(reader.user, reader.acting, proposal)
    is_for_assembly = "open_voting" in transitions and is_decided_in_assembly(proposal)
    if is_for_assembly:
        del transitions["open_voting"]
    return {
        "is_for_assembly": is_for_assembly,
        "attachments": proposal.attachments.all(),
        "effect": effect_view(proposal, resolution_of(voting_round)),
        "drawing": drawing_of_effect(proposal),
        "rivals": rival_claims(proposal),
        "last_changes": last_changes(proposal),
        "is_adopted": bool(voting_round and voting_round.outcome == Outcome.ADOPTED),
        "cost": cost_summary(proposal, reader.company),
        "decided_on": voting_round and voting_round.closed_at,
        "can_edit": rules.can_edit_proposal(reader.acting, proposal),
        "can_lead": rules.can_lead_proposal(reader.user, reader.acting, proposal),
        "is_proposer": rules.is_proposer(reader.acting, proposal),
        "transitions": transitions,
    }


# --- Voting ----------------------------------------------------------------------------------------------


def round_context(
    reader: Reader,
    proposal: Proposal,
    voting_round: VotingRound | None,
    vote_form: AnswerForm | None,
    proxy_form: SentForm | None,
) -> Context:
    if voting_round is None:
        return next_round_context(proposal)
    if voting_round.state == VotingRound.State.OPEN:
        return open_round_context(reader, voting_round, vote_form, proxy_form)
    proof = Proof.of_round(voting_round, reader.company)
    return closed_round_context(voting_round) | {"proof": proof}


def next_round_context(proposal: Proposal) -> Context:
    """The rule a vote would have now, and what there would be to choose from."""
    context: Context = {"rule_text": None if proposal.is_settled else next_rule_text(proposal)}
    if Method(proposal.method).has_options and not has_candidates(proposal):
        titles = {option.key: option.title for option in proposal.options.all()}
        context |= {"options": list(titles.values()), "is_lot_to_come": not proposal.is_advisory}
    return context


def open_round_context(
    reader: Reader,
    voting_round: VotingRound,
    vote_form: AnswerForm | None,
    proxy_form: SentForm | None,
) -> Context:
    rule_text = RuleText.for_round(voting_round, voting_round.electorate)
    titles = option_titles(voting_round)
    voices = voices_of(reader.user, voting_round, sent=proxy_form)
    is_there = voices is None or voices.is_there(reader.company)
    is_voter = can_vote(reader.acting, voting_round.own_standing, is_there=is_there)
    is_late = bool(
        is_voter and reader.acting and not reader.acting.votes_in_rounds_of(voting_round.opened_at)
    )
    is_voter = is_voter and not is_late and not voting_round.is_secret  # that has a page of its own
    if is_voter and vote_form is None:
        initial = {"company": reader.company, "seen_revision": voting_round.own_revision or 0}
        vote_form = answer_form(voting_round, answer=voting_round.own_answer, initial=initial)
    turnout = _turnout(voting_round, rule_text, voices)
    return {
        "rule_text": rule_text,
        "turnout": turnout,
        "strip": strip_of_open(turnout, voting_round, is_hall=bool(voices)) if turnout else None,
        "proof": Proof.of_round(voting_round, reader.company),
        "own_answer": format_answer(voting_round.own_answer, titles) if voting_round.own_answer else "",
        "why_no_vote": explain_no_vote(
            reader.acting,
            voting_round.own_standing,
            voting_round.own_reason or "",
            is_late=is_late,
            is_there=is_there,
        ),
        "voices": voices,
        "vote_form": vote_form if is_voter else None,
        "left": voting_round.roll.filter(standing=RollEntry.Standing.LEFT).select_related("company"),
        "lot": [] if voting_round.is_advisory else [titles[key] for key in voting_round.lot],
        "is_lot_to_come": bool(voting_round.options) and not voting_round.is_advisory,
        "can_extend_round": can_extend_round(reader.user, voting_round),
        "can_cancel_round": can_cancel_round(reader.user, voting_round),
        "can_close_round_early": can_close_round_early(reader.user, voting_round),
    }


def _turnout(voting_round: VotingRound, rule_text: RuleText, voices: Voices | None) -> Turnout | None:
    """None while so few have voted that their number would say who. In an assembly who is there counts."""
    if voices:
        return Turnout(len(voices.attendance.present), rule_text.quorum_companies, rule_text.needed)
    if voting_round.voted < TURNOUT_SHOWN_FROM:
        return None
    return Turnout(voting_round.present, rule_text.quorum_companies, rule_text.needed)


def explain_no_vote(
    membership: Membership | None,
    standing: str | None,
    reason: str = "",
    *,
    is_late: bool = False,
    is_there: bool = True,
) -> str:
    """Why a reader finds no voting form, in a sentence; empty for those who may vote."""
    if membership and is_late:  # a representative only since the round opened, and confirmed by nobody
        text = gettext(
            "You became a representative of %(company)s after this voting round opened: you can "
            "vote in those that open later."
        )
        return text % {"company": membership.company}
    if can_vote(membership, standing, is_there=is_there):
        return ""
    if not membership:
        return gettext(
            "You are viewing this as a coordinator. Only companies vote, and you do not represent one."
        )
    names = {"company": membership.company, "reason": reason}
    if standing is None:
        return (
            gettext("%(company)s cannot vote here: it was not a member company when voting opened.") % names
        )
    if standing != RollEntry.Standing.ENTITLED:
        return gettext("%(company)s cannot vote here. Reason in the list of voters: %(reason)s") % names
    if not is_there:
        text = gettext("%(company)s is not there: it votes once it is checked in, or by proxy.")
        return text % names
    return (
        gettext("Only a representative can vote on behalf of %(company)s, and you are a collaborator.")
        % names
    )


def closed_round_context(voting_round: VotingRound) -> Context:
    result = Result.for_round(voting_round)
    entries = voting_round.roll.with_vote().select_related("company").order_by("company__name")
    entries = entries.only("round", "standing", "reason", "company__name")  # of hundreds of companies
    own_answer = voting_round.own_answer
    return {
        "rule_text": result.rule_text,
        "result": result,
        "turnout": result.turnout,
        "strip": strip_of_closed(result, voting_round),
        "who_voted": group_by_answer(entries, result),
        "party_votes": party_votes(voting_round),
        "own_answer": format_answer(own_answer, result.titles) if own_answer else "",
        "lot": [result.titles[key] for key in voting_round.lot] if result.tally.lot_used else [],
    }


def recusal_context(reader: Reader, proposal: Proposal, form: RecusalForm | None) -> Context:
    """Who has declared a recusal, and the form to do so. Once voting has opened, the roll says it."""
    if not proposal.is_discussed or proposal.state == Proposal.State.VOTING:
        return {}
    recusals = list(proposal.recusals.select_related("company", "resolution"))
    is_own = [recusal for recusal in recusals if recusal.company == reader.company]
    can_declare = rules.can_declare_recusal(reader.acting, proposal)
    parties = parties_of(proposal)
    return {
        "recusals": recusals,
        "parties": parties,
        "is_party_asked": can_declare and not is_own and reader.company in parties,
        # What a resolution says, the company does not take back.
        "own_recusal": is_own[0] if is_own and can_declare and not is_own[0].resolution_id else None,
        "recusal_form": (form or RecusalForm(initial={"company": reader.company}))
        if can_declare and not is_own
        else None,
    }


# --- Amendments and discussion -----------------------------------------------------------------------------


def amendments_context(reader: Reader, proposal: Proposal) -> Context:
    amendments = list(proposal.amendments.select_related("company", "base").order_by("number"))
    is_open = [amendment for amendment in amendments if amendment.state == Amendment.State.OPEN]
    is_ready = [amendment for amendment in is_open if amendment.base.number == proposal.version_count]
    following = voting_order(is_ready, proposal.title, proposal.text)[:1]
    effect = effects.get(proposal.effect)
    amended = effect.amended_rows(proposal) if effect and amendments else {}
    return {
        "amendments": [
            AmendmentView(
                amendment=amendment,
                lines=diff_of_amendment(amendment),
                effect=effect.describe(amended[amendment.pk]) if effect and amendment.pk in amended else "",
                is_behind=amendment in is_open and amendment not in is_ready,
                is_next=amendment in following,
                is_own=is_amender(reader.acting, amendment),
                can_withdraw=can_withdraw_amendment(reader.user, reader.acting, amendment),
            )
            for amendment in amendments
        ],
        "can_amend": can_amend(reader.acting, proposal),
    }


def discussion_context(
    reader: Reader, proposal: Proposal, form: CommentForm | None, *, kind: str, answered: str
) -> Context:
    """The comments, all or the threads with one of a `kind`; `answered` is the id of one, as it was sent."""
    comments = list(proposal.comments.select_related("company", "author").order_by("created_at", "pk"))
    answered_comment = next((comment for comment in comments if str(comment.pk) == answered), None)
    labels = {choice.value: str(choice.label) for choice in Comment.Kind}
    initial = {"company": reader.company, "parent": answered_comment}
    return {
        "comments": [
            to_comment_view(comment, labels, reader.user) for comment in in_threads(comments, kind=kind)
        ],
        "comment_count": len(comments),
        "kinds": count_by_kind(comments, labels),
        "kind": kind,
        "stands": list(companies_by_stance(comments)),
        "answered": answered_comment,
        "comment_form": form or CommentForm(proposal=proposal, initial=initial),
        "can_comment": can_comment(reader.acting, proposal),
    }


def in_threads(comments: Sequence[Comment], *, kind: str) -> list[Comment]:
    threads = group_in_threads(comments)
    if kind in Comment.Kind:
        threads = [thread for thread in threads if any(comment.kind == kind for comment in thread)]
    return [comment for thread in threads for comment in thread]
