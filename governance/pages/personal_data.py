"""What a person wrote and voted for a company, which stays when they go: it is the company's word.

Which mails they want is theirs alone, and goes with them.
"""

from governance.amendments.models import Amendment
from governance.attachments.models import Attachment
from governance.discussion.models import Comment
from governance.mail_preferences.models import NoticeSettings
from governance.proposals.models import Proposal, Recusal
from governance.resolutions.models import Resolution
from governance.voting.models import Vote, VotingRound
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    proposals = Proposal.objects.filter(author=user)
    text = ["company__name", "title", "text", "matter", "state", "created_at", "withdrawn_at"]
    comments = Comment.objects.filter(author=user)
    votes = Vote.objects.filter(cast_by=user)
    amendments = Amendment.objects.filter(author=user)
    papers = Attachment.objects.filter(added_by=user)
    recusals = Recusal.objects.filter(declared_by=user)
    rounds = VotingRound.objects.filter(opened_by=user)
    return {
        "proposals": rows_of(proposals, *text),
        "amendments": rows_of(amendments, "company__name", "proposal__title", "text", "reason", "created_at"),
        "papers": rows_of(papers, "proposal__title", "name", "added_at"),
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
        "mails_wanted": rows_of(
            NoticeSettings.objects.filter(user=user), "wants_replies", "wants_digest", "digest_until"
        ),
        "resolutions_seen_to": rows_of(
            Resolution.objects.filter(done_by=user), "year", "number", "title", "done_on"
        ),
        "rounds_opened": rows_of(rounds, "proposal__title", "opened_at", "closes_at", round="number"),
    }


def erase(user: User) -> None:
    NoticeSettings.objects.filter(user=user).delete()
