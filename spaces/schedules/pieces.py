"""What takes a time of a space, and a time laid out without gaps. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Stretch = tuple[datetime, datetime]  # [start, end) in UTC


class PieceKind(StrEnum):
    """The words are the style classes of the grids, too."""

    MINE = "mine"
    TAKEN = "taken"
    EVENT = "event"  # for the community
    PENDING = "pending"
    CLOSED = "closed"
    CLEANUP = "cleanup"
    # Nobody has the time: these say only how it can be booked.
    OUTSIDE = "outside"  # outside the opening hours
    QUIET = "quiet"  # silenced by quiet hours
    WARNED = "warned"  # quiet hours, which only ask to be considerate
    FREE = "free"


WEAK = (PieceKind.OUTSIDE, PieceKind.QUIET, PieceKind.WARNED)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that takes a time. `via` is the code of the space that was booked, where it is another."""

    kind: PieceKind
    starts_at: datetime
    ends_at: datetime
    who: str = ""
    what: str = ""
    href: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch in which the same pieces stand: of both halves of a hall at once; none where it is free."""

    starts_at: datetime
    ends_at: datetime
    pieces: tuple[Piece, ...] = ()

    @property
    def kind(self) -> PieceKind:
        return self.pieces[0].kind if self.pieces else PieceKind.FREE

    @property
    def is_free(self) -> bool:
        """Whether it can be booked, as far as what stands there decides."""
        return self.kind in (PieceKind.FREE, PieceKind.WARNED)

    @property
    def note(self) -> str:
        """Why a free time is to be used with care, or one that nobody has cannot be booked."""
        return self.pieces[0].what if self.kind in WEAK else ""
