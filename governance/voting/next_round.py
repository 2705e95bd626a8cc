"""The round a proposal has if it opens now: by which rule, in which way, after which other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.amendments.models import Amendment
from governance.proposals.choices import Matter, Method, Outcome
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule, Rulebook
from governance.rulebook.rule_in_force import get_rule_in_force
from governance.voting.counting.answers import NONE
from governance.voting.counting.rule import Rule
from governance.voting.models import VotingRound


@dataclass(frozen=True)
class NextRound:
    matter_rule: MatterRule
    rule: dict[str, Any]  # as the round keeps it
    method: Method
    is_advisory: bool
    is_second_call: bool
    options: Sequence[Any]  # {"key": …, "title": …}
    seats: int  # of an election's run-off those that are left
    after: VotingRound | None  # the last one that voted on the same text and decided nothing


def plan_round(proposal: Proposal, day: date, *, amendment: Amendment | None = None) -> NextRound:
    """ValidationError where the rulebook says nothing of the matter. An amendment is a motion: yes or no."""
    matter_rule = get_rule_in_force(proposal.matter, day)
    after = None if amendment else last_round_on_this_text(proposal)
    method = Method.MOTION if amendment else _current_method(proposal, matter_rule.rulebook)
    is_advisory = proposal.is_advisory and amendment is None
    # What follows a second call stays one: its quorum does not come back after a tie or an objection.
    is_repeated = after is not None and (after.outcome == Outcome.NO_QUORUM or after.is_second_call)
    is_second_call = is_repeated and matter_rule.has_second_call
    before = last_tie(after) if method.is_choice else None
    tied = tied_options(before) if before else ()
    rule = rule_to_json(
        matter_rule,
        is_second_call=is_second_call,
        is_tie_run_off=_has_run_off(proposal, method, matter_rule.rulebook) and not tied and not is_advisory,
        is_run_off=bool(tied) and proposal.seats > 1,
    )
    options = list(proposal.options.values("key", "title")) if method.has_options else []
    seats = proposal.seats if method == Method.APPROVAL else 1
    if before and tied:
        options = [option for option in options if option["key"] in tied]
        seats -= len(elected_before(before))
    return NextRound(matter_rule, rule, method, is_advisory, is_second_call, options, seats, after)


def _has_run_off(proposal: Proposal, method: Method, rulebook: Rulebook) -> bool:
    """Of a ranking where the rulebook says so; of an election always, before the lot decides."""
    if method == Method.APPROVAL:
        return proposal.matter == Matter.ELECTION
    return method == Method.RANKED and rulebook.is_ranking_tie_run_off


def last_tie(after: VotingRound | None) -> VotingRound | None:
    """The round that this one follows, or that it followed itself if it had no quorum: a run-off without a
    quorum is called again as a run-off."""
    if after is None or after.outcome != Outcome.NO_QUORUM:
        return after
    same = VotingRound.objects.decisive().filter(proposal=after.proposal_id, version=after.version_id)
    closed = same.filter(state=VotingRound.State.CLOSED, number__lt=after.number)
    return closed.exclude(outcome=Outcome.NO_QUORUM).order_by("-number").first()


def last_round_on_this_text(proposal: Proposal) -> VotingRound | None:
    closed = proposal.rounds.decisive().filter(state=VotingRound.State.CLOSED)
    last = closed.order_by("-number").first()
    return last if last and last.version_id == proposal.versions.latest("number").pk else None


def tied_options(closed_round: VotingRound) -> Sequence[str]:
    """Where the rule grants a run-off, the options that tied: for the first place of a ranking, for the last
    seat of an election; else none."""
    if closed_round.outcome != Outcome.TIED or not Rule.from_json(closed_round.rule).is_tie_run_off:
        return ()
    details = (closed_round.tally or {})["details"]
    first = details.get("tied") or [key for key in details["order"][0] if key != NONE]
    return first if len(first) > 1 else ()


def elected_before(tied_round: VotingRound) -> Sequence[str]:
    """Of an election that tied for its last seat: those who had won one."""
    return (tied_round.tally or {})["details"].get("elected", ())


def _current_method(proposal: Proposal, rulebook: Rulebook) -> Method:
    """Consent for as many rounds as the rulebook grants it; then the matter's own rule decides."""
    method = Method(proposal.method)
    if method != Method.CONSENT:
        return method
    objected = proposal.rounds.filter(method=Method.CONSENT, outcome=Outcome.OBJECTED).count()
    return Method.MOTION if objected >= rulebook.consent_rounds else method


def rule_to_json(
    matter_rule: MatterRule,
    *,
    is_second_call: bool = False,
    is_tie_run_off: bool = False,
    is_run_off: bool = False,
) -> dict[str, Any]:
    """The numbers of a round: those of `counting.Rule`, and the quorum a second call would have."""
    second = {
        name: getattr(matter_rule, name) for name in ("second_quorum_numerator", "second_quorum_denominator")
    }
    names = Rule.__dataclass_fields__.keys() - {"is_tie_run_off", "is_run_off"}
    rule = {name: getattr(matter_rule, name) for name in names} | second
    if is_second_call:
        rule["quorum_numerator"] = second["second_quorum_numerator"]
        rule["quorum_denominator"] = second["second_quorum_denominator"]
    return rule | {"is_tie_run_off": is_tie_run_off} | ({"is_run_off": True} if is_run_off else {})
