"""Who may do what with a proposal. Being staff gives no vote and no voice; a coordinator is the chair."""

from django.contrib.auth.models import AnonymousUser

from governance.proposals.models import Proposal
from members.people.models import Membership, User


def is_chair(user: User | AnonymousUser) -> bool:
    """Leads the decisions of the managing body: any coordinator."""
    return isinstance(user, User) and user.is_coordinator


def can_propose(membership: Membership | None) -> bool:
    return bool(membership and membership.is_representative)


def is_proposer(membership: Membership | None, proposal: Proposal) -> bool:
    """Any representative of the proposing company, not only the one who wrote it."""
    return bool(membership and membership.is_representative and membership.company_id == proposal.company_id)


def can_edit_proposal(membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.is_editable and is_proposer(membership, proposal)


def can_lead_proposal(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """Leads the proposal from state to state: its own company, and the chair."""
    return is_proposer(membership, proposal) or is_chair(user)


def can_declare_recusal(membership: Membership | None, proposal: Proposal) -> bool:
    return can_propose(membership) and proposal.takes_recusals
