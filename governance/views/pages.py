"""What the page of a proposal shows, gathered for its template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.forms import CommentForm, VoteForm
from governance.models import MatterRule, Proposal, RollEntry, Vote, VotingRound
from governance.rules import (
    Counts,
    Rule,
    RuleInWords,
    can_comment,
    can_edit_proposal,
    can_open_discussion,
    can_open_voting,
    can_vote,
    can_withdraw,
    outcome_under,
    quorum_needed,
    rule_in_words,
    why_no_vote,
)
from governance.services import close_due_rounds, rule_in_force
from members.models import Company, Membership
from members.types import MemberRequest

BAR = 400  # width of the quorum bar, in drawing units


@dataclass(frozen=True)
class Turnout:
    """How many took part, for the quorum bar. Nothing of yes or no, so it may be shown before closing."""

    taken_part: int
    entitled: int
    needed: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.taken_part)

    @property
    def width(self) -> int:
        return BAR * self.taken_part // self.entitled if self.entitled else 0

    @property
    def mark(self) -> int:
        return BAR * self.needed // self.entitled if self.entitled else 0


@dataclass(frozen=True)
class Result:
    """A counted round: figures, the same as bars, and the verdicts the other two bases would have given."""

    counts: Counts
    rule: Rule
    outcome: str

    @classmethod
    def of(cls, closed_round: VotingRound) -> "Result":
        return cls(Counts.of(closed_round), Rule.from_json(closed_round.rule), closed_round.outcome)

    @property
    def bars(self) -> list[dict[str, Any]]:
        counts = self.counts
        rows = [
            ("yes", _("Yes"), counts.yes),
            ("no", _("No"), counts.no),
            ("abstain", _("Abstain"), counts.abstain),
            ("none", _("Did not vote"), counts.absent),
        ]
        if counts.recused:
            rows.insert(3, ("none", _("Stood aside"), counts.recused))
        entitled = counts.entitled or 1
        return [
            {"kind": kind, "label": label, "count": count, "width": 100 * count // entitled}
            for kind, label, count in rows
        ]

    @property
    def words(self) -> RuleInWords:
        return rule_in_words(self.rule, self.counts.entitled)

    @property
    def turnout(self) -> Turnout:
        return Turnout(
            self.counts.taken_part, self.counts.entitled, quorum_needed(self.counts.entitled, self.rule)
        )

    @property
    def bases(self) -> list[dict[str, Any]]:
        """The binding base first, then the other two."""
        bases = sorted(MatterRule.Base, key=lambda base: base != self.rule.base)
        return [
            {
                "label": base.label,
                "against": self.counts.against(base),
                "outcome": outcome_under(base, self.counts, self.rule).label,
                "is_binding": base == self.rule.base,
            }
            for base in bases
        ]


def visible_proposal(request: MemberRequest, pk: int) -> Proposal:
    """404 for a draft of another company.

    A round that has ended is counted first, even by a GET: time closed it, not the reader, and the page does
    not wait for the worker to write down what is so already.
    """
    proposals = Proposal.objects.visible_to(request.acting).select_related("company", "author")
    proposal = get_object_or_404(proposals, pk=pk)
    if proposal.state == Proposal.State.VOTING and close_due_rounds(proposal):
        proposal.refresh_from_db(fields=["state"])
    return proposal


def latest_round(proposal: Proposal, company: Company | None) -> VotingRound | None:
    rounds = VotingRound.objects.filter(proposal=proposal).with_clock().with_turnout().with_vote_of(company)
    return rounds.select_related("resolution").order_by("-number").first()


def proposal_page(
    request: MemberRequest,
    proposal: Proposal,
    *,
    vote_form: VoteForm | None = None,
    comment_form: CommentForm | None = None,
) -> HttpResponse:
    """The page, with the form that had a fault in place of the empty one."""
    acting = request.acting
    company = acting.company if acting else None
    voting_round = latest_round(proposal, company)
    context: dict[str, Any] = {
        "proposal": proposal,
        "round": voting_round,
        "comments": proposal.comments.select_related("company", "author"),
        "comment_form": comment_form or CommentForm(initial={"company": company}),
        "can_comment": can_comment(acting, proposal),
        "can_edit": can_edit_proposal(acting, proposal),
        "can_open_discussion": can_open_discussion(acting, proposal),
        "can_open_voting": can_open_voting(request.user, acting, proposal),
        "can_withdraw": can_withdraw(acting, proposal),
    }
    if voting_round is None:
        context["words"] = words_of_today(proposal) if proposal.is_editable else None
    elif voting_round.state == VotingRound.State.CLOSED:
        context |= _closed_context(voting_round)
    else:
        context |= _open_context(acting, voting_round, vote_form)
    return render(request, "governance/proposal_detail.html", context)


def words_of_today(proposal: Proposal) -> RuleInWords | None:
    """The rule a round would have if it opened now; None where the rulebook says nothing."""
    try:
        rule = Rule.of(rule_in_force(proposal.matter, timezone.localdate()))
    except ValidationError:
        return None
    return rule_in_words(rule, Company.objects.current().count())


def _open_context(
    acting: Membership | None, voting_round: VotingRound, vote_form: VoteForm | None
) -> dict[str, Any]:
    rule = Rule.from_json(voting_round.rule)
    entitled = voting_round.on_roll
    form = vote_form or VoteForm(
        initial={"company": acting.company if acting else None, "choice": voting_round.own_choice}
    )
    return {
        "words": rule_in_words(rule, entitled),
        "turnout": Turnout(voting_round.taken_part, entitled, quorum_needed(entitled, rule)),
        "own_choice": Vote.Choice(voting_round.own_choice) if voting_round.own_choice else None,
        "why_no_vote": why_no_vote(acting, voting_round.own_standing, voting_round.own_reason or ""),
        "vote_form": form if can_vote(acting, voting_round.own_standing) else None,
    }


def _closed_context(voting_round: VotingRound) -> dict[str, Any]:
    result = Result.of(voting_round)
    entries = voting_round.roll.with_vote().select_related("company").order_by("company__name")
    return {
        "words": result.words,
        "result": result,
        "turnout": result.turnout,
        "who_voted": who_voted(entries),
        "own_choice": Vote.Choice(voting_round.own_choice) if voting_round.own_choice else None,
    }


def who_voted(entries: Iterable[RollEntry]) -> list[tuple[str, list[Company]]]:
    """Companies by what they voted, then by why they did not; empty groups are left out."""
    labels: dict[str | None, str] = {
        Vote.Choice.YES: _("Yes"),
        Vote.Choice.NO: _("No"),
        Vote.Choice.ABSTAIN: _("Abstain"),
        RollEntry.Standing.RECUSED: _("Stood aside"),
        RollEntry.Standing.SUSPENDED: _("Suspended"),
        None: _("Did not vote"),
    }
    groups: dict[str | None, list[Company]] = {key: [] for key in labels}
    for entry in entries:
        has_vote = entry.standing == RollEntry.Standing.ENTITLED
        groups[entry.choice if has_vote else entry.standing].append(entry.company)
    return [(labels[key], companies) for key, companies in groups.items() if companies]
