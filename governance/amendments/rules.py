"""Who may put an amendment, and in which order amendments are voted on."""

from collections.abc import Iterable

from governance.amendments.models import Amendment
from governance.proposals.models import Proposal
from governance.proposals.rules import can_propose, is_chair, is_proposer
from governance.proposals.text_diff import distance
from members.people.models import Membership, User


def can_amend(membership: Membership | None, proposal: Proposal) -> bool:
    """Any company but the proposer's own, which simply edits."""
    is_other = can_propose(membership) and not is_proposer(membership, proposal)
    return is_other and proposal.state == Proposal.State.DISCUSSION


def can_withdraw_amendment(user: User, membership: Membership | None, amendment: Amendment) -> bool:
    """The company that put it; and the chair: one whose author is gone would hold up the proposal."""
    return is_amender(membership, amendment) or is_chair(user)


def is_amender(membership: Membership | None, amendment: Amendment) -> bool:
    return bool(membership and membership.is_representative and membership.company_id == amendment.company_id)


def voting_order(amendments: Iterable[Amendment], title: str, text: str) -> list[Amendment]:
    """Farthest from the text first, as assemblies do: what changes most is decided before what changes less.

    Among equals the one that was put first. Takes the open amendments and the text as it stands.
    """

    def nearness(amendment: Amendment) -> tuple[int, int]:
        return -distance(f"{title}\n{text}", f"{amendment.title}\n{amendment.text}"), amendment.number

    return sorted(amendments, key=nearness)
