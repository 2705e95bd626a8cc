"""The states of a proposal and what leads from one to another. No way back from an open voting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.models import Outcome, Proposal

State = Proposal.State


@dataclass(frozen=True)
class Step:
    """A verb: the states it may start from, and the one it leads to."""

    sources: tuple[str, ...]
    target: str


STEPS = {
    "discuss": Step((State.DRAFT,), State.DISCUSSION),
    "freeze": Step((State.DISCUSSION,), State.FROZEN),
    "resume": Step((State.FROZEN, State.CLOSED, State.DEFERRED, State.CANCELLED), State.DISCUSSION),
    "withdraw": Step(
        (State.DRAFT, State.DISCUSSION, State.FROZEN, State.DEFERRED, State.CANCELLED), State.WITHDRAWN
    ),
    "defer": Step((State.DISCUSSION, State.FROZEN, State.CLOSED), State.DEFERRED),
    "open": Step((State.FROZEN, State.CLOSED), State.VOTING),
    "cancel": Step((State.VOTING,), State.CANCELLED),
    "close": Step((State.VOTING,), State.CLOSED),
    "decide": Step((State.VOTING, State.CLOSED), State.DECIDED),
}


def is_possible(verb: str, proposal: Proposal) -> bool:
    return proposal.state in STEPS[verb].sources


def can_go_on(
    outcome: str,
    *,
    rule: Mapping[str, Any],
    is_second_call: bool,
    is_tie_voted_again: bool,
    was_tied_before: bool,
) -> bool:
    """Whether a round that ended so may be followed by another, so that nothing is decided yet.

    No quorum: by a second call, where the rule has one (civil code, art. 21). A tie: by one more vote, where
    the rulebook says so. Objections: by another round, on the same or a better text.
    """
    if outcome == Outcome.NO_QUORUM:
        return not is_second_call and rule.get("second_quorum_denominator") is not None
    if outcome == Outcome.TIED:
        return is_tie_voted_again and not was_tied_before
    return outcome == Outcome.OBJECTED
