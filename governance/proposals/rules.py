"""Who may do what with a proposal. Being staff gives no vote and no voice; a coordinator is the chair."""

from governance.proposals.models import Proposal
from governance.proposals.transitions import is_transition_possible
from members.people.models import Membership, User


def can_propose(membership: Membership | None) -> bool:
    return bool(membership and membership.is_representative)


def is_proposer(membership: Membership | None, proposal: Proposal) -> bool:
    """Any representative of the proposing company, not only the one who wrote it."""
    return bool(membership and membership.is_representative and membership.company_id == proposal.company_id)


def can_edit_proposal(membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.is_editable and is_proposer(membership, proposal)


def can_open_discussion(membership: Membership | None, proposal: Proposal) -> bool:
    return is_transition_possible("discuss", proposal) and is_proposer(membership, proposal)


def can_withdraw_proposal(membership: Membership | None, proposal: Proposal) -> bool:
    """Never while companies vote: from then on the proposal belongs to the managing body."""
    return is_transition_possible("withdraw", proposal) and is_proposer(membership, proposal)


def can_lead_proposal(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """Leads the proposal from step to step: its own company, and the chair."""
    return is_proposer(membership, proposal) or user.is_coordinator


def can_run_transition(verb: str, user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """`freeze`, `resume` and `open`: the proposer or the chair; `defer`, `cancel`, `decide`: the chair."""
    is_leading = can_lead_proposal(user, membership, proposal)
    may = user.is_coordinator if verb in ("defer", "cancel", "decide") else is_leading
    return may and is_transition_possible(verb, proposal)


def can_declare_recusal(membership: Membership | None, proposal: Proposal) -> bool:
    """Declared before voting opens: the roll is frozen then."""
    return can_propose(membership) and proposal.state in (Proposal.State.DISCUSSION, Proposal.State.FROZEN)
