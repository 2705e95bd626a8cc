"""What a person wrote and voted for a company. All of it stays when they go: it is the company's word."""

from governance.models import Comment, Proposal, Recusal, Vote, VotingRound
from members.models import User
from members.personal import Sections, rows_of


def collect(user: User) -> Sections:
    proposals = Proposal.objects.filter(author=user)
    text = ["company__name", "title", "text", "matter", "state", "created_at", "withdrawn_at"]
    comments = Comment.objects.filter(author=user)
    votes = Vote.objects.filter(cast_by=user)
    recusals = Recusal.objects.filter(declared_by=user)
    rounds = VotingRound.objects.filter(opened_by=user)
    return {
        "proposals": rows_of(proposals, *text),
        "comments": rows_of(comments, "company__name", "proposal__title", "kind", "text", "created_at"),
        "votes": rows_of(
            votes,
            "answer",
            "revision",
            "is_current",
            "cast_at",
            company_name="roll_entry__company__name",
            proposal_title="roll_entry__round__proposal__title",
            round="roll_entry__round__number",
        ),
        "recusals": rows_of(recusals, "proposal__title", "company__name", "reason", "declared_at"),
        "rounds_opened": rows_of(rounds, "proposal__title", "opened_at", "closes_at", round="number"),
    }
