"""What the board shows beside the overview, and whether there is something new: everybody in the hall asks
that every three seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, Max, Sum
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.assemblies.hall.rules import takes_phones, vote_path
from governance.attendance.models import Assembly
from governance.voting.models import VotingRound
from multifactory.lib.mail import absolute_url
from multifactory.lib.qr import qr_svg


@dataclass(frozen=True)
class WayToVote:
    """How a phone comes from the board to the vote."""

    url: str
    code: SafeString

    @property
    def words(self) -> str:
        """To be typed where no camera reads the code."""
        return self.url.partition("://")[2].partition("#")[0]


def way_to_vote(assembly: Assembly, voting_round: VotingRound | None) -> WayToVote | None:
    """None while no vote is open in which people answer on the portal."""
    if voting_round is None or not takes_phones(voting_round):
        return None
    url = absolute_url(vote_path(assembly, voting_round))
    return WayToVote(url, qr_svg(url, _("Address of the vote as a QR code")))


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
