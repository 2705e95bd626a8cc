"""Once a day, for who wants it: what is new in the decisions since the last time."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from governance.discussion.models import Comment
from governance.notices import emails
from governance.notices.mail_kinds import DIGEST
from governance.notices.models import DigestMark
from governance.proposals.models import Proposal, ProposalVersion
from governance.voting.models import VotingRound
from members.people.mails.models import MailChoice
from members.people.models import User
from members.people.recipients import insiders

DIGEST_HOUR = 7  # local time

# What was written in the last moments may not be committed yet: it is left to the next digest, not lost.
COMMIT_MARGIN = timedelta(minutes=2)
MAX_AGE = timedelta(days=31)


@dataclass(frozen=True)
class News:
    """What everybody in the portal may see of [since, until): no drafts. The oldest first."""

    proposals: list[Proposal]
    openings: list[VotingRound]
    results: list[VotingRound]
    versions: list[ProposalVersion]
    comments: list[tuple[Proposal, int | None, datetime]]  # on which, by whom, when

    @classmethod
    def between(cls, since: datetime, until: datetime) -> "News":
        """Five queries, whatever happened."""
        days = (since, until - timedelta(microseconds=1))
        seen = Proposal.objects.visible_to(None).exclude(state=Proposal.State.WITHDRAWN)
        rounds = VotingRound.objects.select_related("proposal", "amendment").order_by("pk")
        comments = Comment.objects.filter(created_at__range=days, proposal__in=seen).order_by("pk")
        versions = ProposalVersion.objects.filter(created_at__range=days, number__gt=1, proposal__in=seen)
        return cls(
            list(seen.filter(discussion_opened_at__range=days).select_related("company").order_by("pk")),
            list(rounds.open().timed().filter(opened_at__range=days)),
            list(
                rounds.filter(state=VotingRound.State.CLOSED, closed_at__range=days).select_related(
                    "resolution"
                )
            ),
            list(versions.select_related("proposal").order_by("pk")),
            [
                (comment.proposal, comment.author_id, comment.created_at)
                for comment in comments.select_related("proposal")
            ],
        )

    def for_person(self, person: User, since: datetime) -> dict[str, list]:
        """From `since` on; comments counted by proposal, without the person's own."""
        counts = Counter(
            proposal for proposal, author, at in self.comments if at >= since and author != person.pk
        )
        return {
            "proposals": [
                proposal for proposal in self.proposals if _after(proposal.discussion_opened_at, since)
            ],
            "openings": [voting_round for voting_round in self.openings if voting_round.opened_at >= since],
            "results": [
                voting_round for voting_round in self.results if _after(voting_round.closed_at, since)
            ],
            "versions": [version for version in self.versions if version.created_at >= since],
            "comments": list(counts.items()),
        }


def _after(moment: datetime | None, since: datetime) -> bool:
    return moment is not None and moment >= since


def send_digests() -> int:
    """After seven in the morning, to each who wants it and for whom something is new; returns how many."""
    until = timezone.now() - COMMIT_MARGIN
    today = timezone.localtime(until).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if until < today:
        return 0
    chosen = MailChoice.objects.filter(kind=DIGEST.key, is_wanted=True, user__in=insiders())
    waiting = chosen.exclude(user__digest_mark__until__gte=today).select_related("user__digest_mark")
    # The first tells of what is new since it was chosen.
    since = {
        choice.user: max(_mark_of(choice.user) or choice.changed_at, choice.changed_at, until - MAX_AGE)
        for choice in waiting.order_by("pk")
    }
    if not since:
        return 0
    news = News.between(min(since.values()), until)
    return sum(
        _send_digest_to(person, news.for_person(person, start), start, until)
        for person, start in since.items()
    )


def _mark_of(person: User) -> datetime | None:
    mark = getattr(person, "digest_mark", None)
    return mark.until if mark else None


@transaction.atomic
def _send_digest_to(person: User, news: dict[str, list], since: datetime, until: datetime) -> bool:
    """Compare and set, in the transaction of the mail: of two workers one sends it. Nothing new: no mail."""
    if not _move_mark(person, until) or not any(news.values()):
        return False
    emails.send_digest(person, news, since=since)
    return True


def _move_mark(person: User, until: datetime) -> bool:
    """False: somebody has moved it since it was read, or the person wants no digest any more."""
    seen, choices = _mark_of(person), MailChoice.objects.filter(kind=DIGEST.key, is_wanted=True)
    if seen is not None:
        marks = DigestMark.objects.filter(user=person, until=seen, user__in=choices.values("user"))
        return bool(marks.update(until=until))
    if not choices.filter(user=person).exists():
        return False
    _mark, is_new = DigestMark.objects.get_or_create(user=person, defaults={"until": until})
    return is_new
