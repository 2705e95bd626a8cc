"""What a person wrote and voted for a company. All of it stays when they go: it is the company's word."""

from governance.models import Comment, Proposal, Vote, VotingRound
from members.models import User
from members.personal import Sections


def collect(user: User) -> Sections:
    proposals = Proposal.objects.filter(author=user).order_by("pk")
    comments = Comment.objects.filter(author=user).order_by("pk")
    votes = Vote.objects.filter(cast_by=user).order_by("pk")
    rounds = VotingRound.objects.filter(opened_by=user).order_by("pk")
    return {
        "proposals": list(
            proposals.values(
                "company__name", "title", "text", "matter", "state", "created_at", "withdrawn_at"
            )
        ),
        "comments": list(comments.values("company__name", "proposal__title", "kind", "text", "created_at")),
        "votes": list(
            votes.values(
                "roll_entry__company__name",
                "roll_entry__round__proposal__title",
                "roll_entry__round__number",
                "choice",
                "revision",
                "is_current",
                "cast_at",
            )
        ),
        "rounds_opened": list(rounds.values("proposal__title", "number", "opened_at", "closes_at")),
    }
