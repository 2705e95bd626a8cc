"""What takes a time of a space, and a time laid out without gaps. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Stretch = tuple[datetime, datetime]  # [start, end) in UTC


class PieceKind(StrEnum):
    MINE = "mine"
    TAKEN = "taken"
    EVENT = "event"  # for the community
    PENDING = "pending"
    CLOSED = "closed"
    CLEANUP = "cleanup"
    # Nobody has the time: these say only how it can be booked.
    HOLIDAY = "holiday"  # closed on public holidays
    OUTSIDE = "outside"  # outside the opening hours
    QUIET = "quiet"  # silenced by quiet hours
    WARNED = "warned"  # quiet hours, which only ask to be considerate
    FREE = "free"


WEAK = (PieceKind.HOLIDAY, PieceKind.OUTSIDE, PieceKind.QUIET, PieceKind.WARNED)
# The style classes of the grids, where they are not the kind itself.
CSS = {
    PieceKind.HOLIDAY: "outside",
    PieceKind.QUIET: "quiet-hours",
    PieceKind.WARNED: "free quiet-hours",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that takes a time. `via` is the code of the space that was booked, where it is another."""

    kind: PieceKind
    starts_at: datetime
    ends_at: datetime
    who: str = ""
    what: str = ""
    booking: UUID | None = None
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
    def is_held(self) -> bool:
        """Whether somebody has the time, or it is shut or cleaned."""
        return self.kind not in (*WEAK, PieceKind.FREE)

    @property
    def css(self) -> str:
        return CSS.get(self.kind, self.kind.value)

    @property
    def note(self) -> str:
        """Why a free time is to be used with care, or one that nobody has cannot be booked."""
        return self.pieces[0].what if self.kind in WEAK else ""
