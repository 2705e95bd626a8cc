"""Whether the board shows something new: asked every three seconds by everybody in the hall."""

from collections.abc import Callable
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
    parts = [
        assembly.pk,
        assembly.called_at,
        assembly.revision,
        assembly.height,
        assembly.state,
        assembly.call,
    ]
    parts += [get_language(), *found.values()]
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


# What this process has rendered last: the board is the same for all who look, and sixty ask for it at once.
_RENDERED: dict[str, str] = {}
MOST_KEPT = 8


def board_part(etag: str, render: Callable[[], str]) -> str:
    """What changes on the board, rendered once for each `board_etag`."""
    if etag not in _RENDERED:
        if len(_RENDERED) >= MOST_KEPT:
            _RENDERED.clear()
        _RENDERED[etag] = render()
    return _RENDERED.get(etag) or render()  # another thread may have made room meanwhile
