"""The week of all spaces: each day of each space as a lane, drawn, said in words, and where to book. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from spaces.bookings.rules import PolicyTerms
from spaces.policies.rules import local_stretch
from spaces.schedules.pieces import Block, PieceKind, Stretch
from spaces.schedules.rules import bookable_part, cut, day_bounds, entered, format_stretch, free_stretches

WIDTH, HEIGHT = 96, 16
MORNING = time(9)  # where one begins to book on a day that is free
# Top and bottom of what is drawn: ours is tall, so that it is told apart without colours.
SPANS = {
    PieceKind.MINE: (0, 16),
    PieceKind.CLEANUP: (6, 10),
    PieceKind.CLOSED: (2, 14),
    PieceKind.HOLIDAY: (6, 10),
    PieceKind.OUTSIDE: (6, 10),
    PieceKind.QUIET: (0, 16),
    PieceKind.WARNED: (0, 16),
}
CSS = {PieceKind.HOLIDAY: "outside", PieceKind.QUIET: "quiet-hours", PieceKind.WARNED: "quiet-hours"}


@dataclass(frozen=True, slots=True)
class Lane:
    """A day of a space. `start` is what the booking form takes; empty where nothing can be booked.

    `end` only where a time was searched and is free; `asked` frames that time, free or not.
    """

    day: date
    paths: list[tuple[str, str]]  # style and outline of each kind
    words: str
    start: str
    is_today: bool
    end: str = ""
    asked: str = ""


def lane_of(
    day: date,
    blocks: Sequence[Block],
    terms: PolicyTerms,
    now: datetime,
    today: date,
    asked: Stretch | None = None,
) -> Lane:
    """`asked`: the time that was searched, on whatever day."""
    bounds = day_bounds(day)
    blocks = cut(blocks, *bounds)
    free = [part for one in free_stretches(blocks) if (part := bookable_part(one, terms, now))]
    is_free_then = asked is not None and any(first <= asked[0] and asked[1] <= last for first, last in free)
    return Lane(
        day=day,
        paths=_paths(blocks, bounds),
        words=_words(free, bounds, is_past=day < today),
        start=entered(asked[0]) if asked and is_free_then else _start(day, free),
        is_today=day == today,
        end=entered(asked[1]) if asked and is_free_then else "",
        asked=_frame(asked, bounds) if asked else "",
    )


def _frame(asked: Stretch, bounds: Stretch) -> str:
    """The outline of the part of a time that lies in this day; empty where none does."""
    first, last = max(asked[0], bounds[0]), min(asked[1], bounds[1])
    return _outline(first, last, bounds, (1, 15)) if first < last else ""


def _outline(first: datetime, last: datetime, bounds: Stretch, span: tuple[int, int]) -> str:
    length = (bounds[1] - bounds[0]).total_seconds()
    left, right = ((moment - bounds[0]).total_seconds() / length * WIDTH for moment in (first, last))
    return f"M{left:.4g} {span[0]}H{right:.4g}V{span[1]}H{left:.4g}z"


def _paths(blocks: Iterable[Block], bounds: Stretch) -> list[tuple[str, str]]:
    """What stands there, stretches of one kind that touch as one."""
    outlines: dict[str, list[str]] = {}
    for kind, first, last in _joined(blocks):
        css = CSS.get(kind, kind.value)
        outlines.setdefault(css, []).append(_outline(first, last, bounds, SPANS.get(kind, (3, 13))))
    return [(css, "".join(parts)) for css, parts in outlines.items()]


def _joined(blocks: Iterable[Block]) -> list[tuple[PieceKind, datetime, datetime]]:
    joined: list[tuple[PieceKind, datetime, datetime]] = []
    for block in blocks:
        kind = block.kind
        if joined and joined[-1][0] is kind and joined[-1][2] == block.starts_at:
            joined[-1] = (kind, joined[-1][1], block.ends_at)
        else:
            joined.append((kind, block.starts_at, block.ends_at))
    return [one for one in joined if one[0] is not PieceKind.FREE]


def _words(free: Sequence[Stretch], bounds: Stretch, *, is_past: bool) -> str:
    if is_past:
        return _("past")
    if not free:
        return _("nothing free")
    if list(free) == [bounds]:
        return _("free all day")
    return _("free %(times)s") % {"times": ", ".join(format_stretch(one) for one in free)}


def _start(day: date, free: Sequence[Stretch]) -> str:
    """The first hour that can be booked, by day rather than before nine."""
    nine = local_stretch(day, MORNING, time.min)[0]
    for first, last in free:
        if last > nine:
            return entered(max(first, nine))
    return entered(free[0][0]) if free else ""
