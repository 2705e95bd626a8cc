"""Who may speak in a discussion."""

from governance.discussion.models import Comment
from governance.proposals.models import Proposal
from members.people.models import Membership, User


def can_comment(membership: Membership | None, proposal: Proposal) -> bool:
    return bool(membership) and proposal.is_discussed


def can_edit_comment(user: User, comment: Comment, proposal: Proposal) -> bool:
    """Whoever wrote it, while the discussion lasts. What it said before stays readable."""
    return proposal.is_discussed and comment.author_id == user.pk
