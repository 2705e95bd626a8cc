"""Whether the board shows something new: asked every three seconds by everybody in the hall."""

from hashlib import sha256

from django.db.models import Count, Max, Sum
from django.utils.translation import get_language

from governance.attendance.models import Assembly
from governance.voting.models import VotingRound


def board_etag(assembly: Assembly) -> str:
    """Another when somebody comes, goes or votes, or the agenda goes on. One query.

    Whatever is written to an assembly raises its height, or that of its round.
    """
    rounds = VotingRound.objects.filter(agenda_item__assembly=assembly)
    found = rounds.aggregate(Count("pk"), Sum("height"), Max("cancelled_at"), Max("closed_at"))
    parts = [assembly.pk, assembly.height, assembly.state, assembly.call, get_language(), *found.values()]
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
