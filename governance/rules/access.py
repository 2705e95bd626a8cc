"""Who may do what with a decision. Each takes the membership the person acts for, or a false value.

Being staff gives no vote and no voice. A coordinator is the chair: extends, cancels, defers, concludes.
"""

from django.utils.translation import gettext

from governance.models import Amendment, Comment, Proposal, Resolution, RollEntry
from governance.rules.states import is_possible
from members.models import Membership, User


def can_propose(membership: Membership | None) -> bool:
    return bool(membership and membership.is_representative)


def is_proposer(membership: Membership | None, proposal: Proposal) -> bool:
    """Any representative of the proposing company, not only the one who wrote it."""
    return bool(membership and membership.is_representative and membership.company_id == proposal.company_id)


def can_edit_proposal(membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.is_editable and is_proposer(membership, proposal)


def can_open_discussion(membership: Membership | None, proposal: Proposal) -> bool:
    return is_possible("discuss", proposal) and is_proposer(membership, proposal)


def can_withdraw(membership: Membership | None, proposal: Proposal) -> bool:
    """Never while companies vote: from then on the proposal belongs to the managing body."""
    return is_possible("withdraw", proposal) and is_proposer(membership, proposal)


def can_call_vote(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """Leads the proposal from step to step: its own company, and the chair."""
    return is_proposer(membership, proposal) or user.is_coordinator


def can_take_step(verb: str, user: User, membership: Membership | None, proposal: Proposal) -> bool:
    """`freeze`, `resume` and `open`: the proposer or the chair; `defer`, `cancel`, `decide`: the chair."""
    is_leading = can_call_vote(user, membership, proposal)
    may = user.is_coordinator if verb in ("defer", "cancel", "decide") else is_leading
    return may and is_possible(verb, proposal)


def can_comment(membership: Membership | None, proposal: Proposal) -> bool:
    return bool(membership) and proposal.is_discussed


def can_edit_comment(user: User, comment: Comment, proposal: Proposal) -> bool:
    """Whoever wrote it, while the discussion lasts. What it said before stays readable."""
    return proposal.is_discussed and comment.author_id == user.pk


def can_amend(membership: Membership | None, proposal: Proposal) -> bool:
    """Any company but the proposer's own, which simply edits."""
    is_other = can_propose(membership) and not is_proposer(membership, proposal)
    return is_other and proposal.state == Proposal.State.DISCUSSION


def can_withdraw_amendment(user: User, membership: Membership | None, amendment: Amendment) -> bool:
    """The company that put it; and the chair: one whose author is gone would hold up the proposal."""
    return is_amender(membership, amendment) or user.is_coordinator


def is_amender(membership: Membership | None, amendment: Amendment) -> bool:
    return bool(membership and membership.is_representative and membership.company_id == amendment.company_id)


def can_stand_aside(membership: Membership | None, proposal: Proposal) -> bool:
    """Declared before voting opens: the roll is frozen then."""
    return can_propose(membership) and proposal.state in (Proposal.State.DISCUSSION, Proposal.State.FROZEN)


def can_vote(membership: Membership | None, standing: str | None) -> bool:
    """A representative, for a company entitled when the round opened. `standing` is None off the roll."""
    return can_propose(membership) and standing == RollEntry.Standing.ENTITLED


def can_see_to(user: User, membership: Membership | None, resolution: Resolution) -> bool:
    """Say that it is done: the company that sees to it, and coordinators."""
    is_responsible = can_propose(membership) and membership.company_id == resolution.responsible_id  # type: ignore[union-attr]
    return resolution.outcome == "adopted" and (is_responsible or user.is_coordinator)


def why_no_vote(membership: Membership | None, standing: str | None, reason: str = "") -> str:
    """Why a reader finds no voting form, in a sentence; empty for those who may vote."""
    if can_vote(membership, standing):
        return ""
    if not membership:
        return gettext("You read along as a coordinator. Companies vote, and you act for none.")
    names = {"company": membership.company, "reason": reason}
    if standing is None:
        return (
            gettext("%(company)s has no vote here: it was not a member company when voting opened.") % names
        )
    if standing != RollEntry.Standing.ENTITLED:
        return gettext("%(company)s has no vote here. The reason on the roll: %(reason)s") % names
    return gettext("Only a representative votes for %(company)s, and you are a collaborator.") % names
