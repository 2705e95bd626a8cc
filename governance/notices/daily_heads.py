"""Once a day while a round is open, the head of its record goes out to all representatives.

Also where nothing has happened since: whoever has voted and reads a head no higher than the receipt knows.
"""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from governance.notices import emails
from governance.notices.rules import is_head_due
from governance.voting.heads.services import publish_head
from governance.voting.models import VotingRound
from governance.voting.services import people_on_roll


def send_daily_heads() -> int:
    """Of the open rounds whose head has not gone out today; returns of how many."""
    rounds = VotingRound.objects.open().timed().annotate(clock=Now(), last=Max("heads__published_at"))
    sent = 0
    for pk, clock, last in rounds.order_by("pk").values_list("pk", "clock", "last"):
        if last and is_head_due(timezone.localtime(clock), last=timezone.localtime(last)):
            sent += _send_head(pk, timezone.localdate(clock))
    return sent


@transaction.atomic
def _send_head(pk: int, today: date) -> bool:
    """False: it is done already, by whichever worker. The row that says so is written with the mails."""
    # Held until the mails are written: nobody votes, extends or closes meanwhile.
    rounds = VotingRound.objects.open().filter(pk=pk).annotate(clock=Now())
    voting_round = rounds.select_for_update(of=("self",)).select_related("proposal", "amendment").first()
    if voting_round is None or voting_round.heads.filter(day=today).exists():
        return False
    head = publish_head(voting_round, at=voting_round.clock, day=today)
    if head:
        emails.send_round_head(voting_round, people_on_roll(voting_round), head=head)
    return bool(head)
