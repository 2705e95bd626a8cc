"""Sending out the head of a round's chain."""

from datetime import date, datetime

from django.db import transaction

from governance.voting.heads.models import PublishedHead
from governance.voting.models import VotingRound


@transaction.atomic
def publish_head(voting_round: VotingRound, *, at: datetime, day: date | None = None) -> PublishedHead | None:
    """Write down the last link of the chain as gone out. Whoever calls mails it in the same transaction.

    Called when a round opens, is extended, cancelled or counted, and once a day (`day`) while it is open.
    None for a round older than the record.
    """
    last = voting_round.events.order_by("-height").values_list("height", "hash").first()
    if last is None:
        return None
    # One writer at a time, all wait at the first row: the public list grows at its end and nowhere else.
    PublishedHead.objects.select_for_update().order_by("pk").values_list("pk").first()
    height, head = last
    return PublishedHead.objects.create(
        round=voting_round, height=height, hash=head, published_at=at, day=day
    )
