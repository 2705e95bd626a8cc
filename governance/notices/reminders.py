"""Companies that have not voted are reminded before the end."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Now

from governance.notices import emails
from governance.notices.models import RoundReminder
from governance.notices.rules import reminder_due
from governance.voting.models import RollEntry, RoundEvent, VotingRound
from members.people.models import Membership, MembershipQuerySet


def send_reminders() -> int:
    """Remind of the open rounds whose time has come, by the clock of the database; returns of how many.

    An extension names a new end, so it counts from then as an opening does.
    """
    extended = RoundEvent.objects.filter(round=OuterRef("pk"), kind=RoundEvent.Kind.EXTEND)
    rounds = (
        VotingRound.objects.open()
        .timed()
        .annotate(
            clock=Now(),
            announced_at=Coalesce(Subquery(extended.order_by("-height").values("at")[:1]), "opened_at"),
        )
    )
    reminded = 0
    for one in rounds:
        if hours := reminder_due(one.clock, announced_at=one.announced_at, closes_at=one.end):
            reminded += _remind(one.pk, hours=hours, closes_at=one.end, at=one.clock)
    return reminded


@transaction.atomic
def _remind(pk: int, *, hours: int, closes_at: datetime, at: datetime) -> bool:
    """False: it was done before, by whichever worker. The row that says so is written with the mails."""
    if RoundReminder.objects.filter(round=pk, hours=hours, closes_at=closes_at).exists():
        return False
    # Held until the mails are written: a round that is extended or cancelled meanwhile is reported as it is.
    rounds = VotingRound.objects.open().filter(pk=pk, closes_at=closes_at)
    voting_round = rounds.select_for_update(of=("self",)).select_related("proposal", "amendment").first()
    if voting_round is None:
        return False
    _reminder, is_new = RoundReminder.objects.get_or_create(
        round=voting_round, hours=hours, closes_at=closes_at, defaults={"sent_at": at}
    )
    if is_new:
        for membership in representatives_to_remind(voting_round):
            emails.send_round_reminder(voting_round, membership)
    return is_new


def representatives_to_remind(voting_round: VotingRound) -> MembershipQuerySet:
    """Of the companies that may vote in this round and have not."""
    waiting = RollEntry.objects.filter(round=voting_round, standing=RollEntry.Standing.ENTITLED)
    waiting = waiting.exclude(votes__is_current=True)
    memberships = Membership.objects.current().representatives().filter(user__is_active=True)
    return (
        memberships.filter(company__in=waiting.values("company"))
        .select_related("user", "company")
        .order_by("company__name", "pk")
    )
