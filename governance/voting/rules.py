"""Who may vote."""

from governance.proposals.rules import can_propose
from governance.voting.models import RollEntry
from members.people.models import Membership


def can_vote(membership: Membership | None, standing: str | None) -> bool:
    """A representative, for a company entitled when the round opened. `standing` is None off the roll."""
    return can_propose(membership) and standing == RollEntry.Standing.ENTITLED
