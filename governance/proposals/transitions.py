"""The states of a proposal and what leads from one to another. No way back from an open voting."""

from dataclasses import dataclass

from governance.proposals.models import Proposal

State = Proposal.State


@dataclass(frozen=True)
class Transition:
    """A verb: the states it may start from, and the one it leads to."""

    sources: tuple[str, ...]
    target: str


TRANSITIONS = {
    "discuss": Transition((State.DRAFT,), State.DISCUSSION),
    "freeze": Transition((State.DISCUSSION,), State.FROZEN),
    "resume": Transition((State.FROZEN, State.CLOSED, State.DEFERRED, State.CANCELLED), State.DISCUSSION),
    "withdraw": Transition(
        (State.DRAFT, State.DISCUSSION, State.FROZEN, State.DEFERRED, State.CANCELLED), State.WITHDRAWN
    ),
    "defer": Transition((State.DISCUSSION, State.FROZEN, State.CLOSED), State.DEFERRED),
    "open": Transition((State.FROZEN, State.CLOSED), State.VOTING),
    "cancel": Transition((State.VOTING,), State.CANCELLED),
    "close": Transition((State.VOTING,), State.CLOSED),
    "decide": Transition((State.VOTING, State.CLOSED), State.DECIDED),
}


def is_transition_possible(verb: str, proposal: Proposal) -> bool:
    return proposal.state in TRANSITIONS[verb].sources
