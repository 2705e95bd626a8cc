"""Who may vote, and what the chair may do with a round."""

from collections.abc import Iterable, Sequence

from governance.proposals.models import Proposal
from governance.proposals.rules import can_propose, is_chair
from governance.voting.counting.rule import Electorate
from governance.voting.models import RollEntry, VotingRound
from members.people.models import Membership, User

Standing = RollEntry.Standing


def count_electorate(standings: Iterable[str]) -> Electorate:
    """Of a roll: suspended companies are members like all; who has another standing is none any more."""
    kept = list(standings)
    recused, suspended = kept.count(Standing.RECUSED), kept.count(Standing.SUSPENDED)
    entitled = kept.count(Standing.ENTITLED) + recused
    return Electorate(entitled + suspended, entitled, recused)


def can_vote(membership: Membership | None, standing: str | None, *, is_there: bool = True) -> bool:
    """A representative, for a company entitled when the round opened. `standing` is None off the roll.

    In an assembly the company must be there too, itself or by proxy.
    """
    return can_propose(membership) and standing == RollEntry.Standing.ENTITLED and is_there


def can_extend_round(user: User, voting_round: VotingRound) -> bool:
    """The chair, once; never in an assembly, where no end is named."""
    has_end = voting_round.closes_at is not None
    return can_cancel_round(user, voting_round) and has_end and voting_round.first_closes_at is None


def can_cancel_round(user: User, voting_round: VotingRound) -> bool:
    return is_chair(user) and voting_round.state == VotingRound.State.OPEN


def can_close_round_early(user: User, voting_round: VotingRound) -> bool:
    """The chair, once all took part and if all were told that this ends it. Takes one from `with_turnout`."""
    has_all = voting_round.ends_when_all_voted and voting_round.present >= voting_round.on_roll
    return can_cancel_round(user, voting_round) and has_all


def find_current_round(proposal: Proposal, rounds: Sequence[VotingRound]) -> VotingRound | None:
    """Of its rounds in order: the open one, else the one the proposal ended with; None before a vote on
    this text."""
    if ongoing := [candidate for candidate in rounds if candidate.state == VotingRound.State.OPEN]:
        return ongoing[0]
    if proposal.state not in (Proposal.State.CLOSED, Proposal.State.DECIDED):
        return None
    closed = [candidate for candidate in rounds if candidate.state == VotingRound.State.CLOSED]
    return next((candidate for candidate in reversed(closed) if candidate.amendment_id is None), None)
