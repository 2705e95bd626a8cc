"""The time of a space as blocks, and what of it is free. Nothing here reads the database.

Everything is cut in UTC, so that the days of 23 and 25 hours come out right.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from multifactory.lib.days import MOMENT_INPUT
from spaces.bookings.rules import SLOT, PolicyTerms, explain_quiet
from spaces.policies.holidays import holiday_on
from spaces.policies.rules import DAY, last_bookable_day, local_stretch, open_stretches, quiet_stretches
from spaces.schedules.pieces import WEAK, Block, Piece, PieceKind, Stretch


def day_bounds(day: date) -> Stretch:
    """The local day as [start, end) in UTC: 23, 24 or 25 hours."""
    return local_stretch(day, time.min, time.min)


def days_bounds(first: date, last: date) -> Stretch:
    """From the beginning of a local day to the end of another."""
    return day_bounds(first)[0], day_bounds(last)[1]


def days_from(first: date, count: int) -> list[date]:
    return [first + DAY * ahead for ahead in range(count)]


def is_unambiguous(moment: datetime) -> bool:
    """Whether the local time on the clock names this moment alone."""
    local = timezone.localtime(moment)
    return local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()


def format_clock(moment: datetime) -> str:
    """The local time, with the name of the time where it comes twice: 09:00, 02:30 CEST."""
    return timezone.localtime(moment).strftime("%H:%M" if is_unambiguous(moment) else "%H:%M %Z")


def clock_of_end(moment: datetime) -> str:
    """The same, with 24:00 for the end of a day."""
    clock = format_clock(moment)
    return "24:00" if clock == "00:00" else clock


def format_stretch(stretch: Stretch) -> str:
    """09:00–11:30."""
    return f"{format_clock(stretch[0])}–{clock_of_end(stretch[1])}"


# --- Blocks -------------------------------------------------------------------------------------------


def lay_out(pieces: Iterable[Piece], start: datetime, end: datetime) -> list[Block]:
    """[start, end) as blocks without gaps, the earliest first.

    What takes no time away (opening hours, quiet hours) is left out where somebody has it.
    """
    waiting = sorted(
        (one for one in pieces if one.starts_at < end and one.ends_at > start), key=lambda one: one.starts_at
    )
    edges = {edge for one in waiting for edge in (one.starts_at, one.ends_at) if start < edge < end}
    blocks: list[Block] = []
    active: list[Piece] = []
    place = 0
    for first, last in pairwise(sorted({start, end} | edges)):
        active = [one for one in active if one.ends_at > first]
        while place < len(waiting) and waiting[place].starts_at <= first:
            active.append(waiting[place])
            place += 1
        active = [one for one in active if one.ends_at > first]
        standing = _standing(active)
        if blocks and blocks[-1].pieces == standing:
            blocks[-1] = Block(blocks[-1].starts_at, last, standing)
        else:
            blocks.append(Block(first, last, standing))
    return blocks


def _standing(active: Sequence[Piece]) -> tuple[Piece, ...]:
    """Those that have the time; where nobody has, the one that says most about it."""
    strong = tuple(one for one in active if one.kind not in WEAK)
    weak = sorted((one for one in active if one.kind in WEAK), key=lambda one: WEAK.index(one.kind))
    return strong or tuple(weak[:1])


def cut(blocks: Iterable[Block], start: datetime, end: datetime) -> list[Block]:
    """What of the blocks lies in [start, end)."""
    return [
        Block(max(one.starts_at, start), min(one.ends_at, end), one.pieces)
        for one in blocks
        if one.starts_at < end and one.ends_at > start
    ]


# --- Free time ----------------------------------------------------------------------------------------


def free_stretches(blocks: Iterable[Block]) -> list[Stretch]:
    """What can be booked, stretches that touch as one."""
    free: list[Stretch] = []
    for block in blocks:
        if not block.is_free:
            continue
        if free and free[-1][1] == block.starts_at:
            free[-1] = (free[-1][0], block.ends_at)
        else:
            free.append((block.starts_at, block.ends_at))
    return free


def free_around(
    blocks: Iterable[Block], start: datetime, end: datetime, cleanup: timedelta = timedelta(0)
) -> Stretch | None:
    """The free stretch that [start, end) lies in, less the cleaning before the next booking; None where
    it lies in none."""
    blocks = list(blocks)
    last = blocks[-1].ends_at
    for first, until in free_stretches(blocks):
        usable = until if until == last or not _is_held_from(blocks, until) else until - cleanup
        if first <= start and end <= usable:
            return first, usable
    return None


def _is_held_from(blocks: Iterable[Block], moment: datetime) -> bool:
    """Whether somebody has the time that begins then: closing time may be cleaned over."""
    return any(one.starts_at == moment and one.is_held for one in blocks)


def bookable_part(stretch: Stretch, terms: PolicyTerms, now: datetime) -> Stretch | None:
    """What of a free stretch can still be booked, from the quarter of an hour that is running on."""
    earliest = max(stretch[0], running_slot(now + timedelta(minutes=terms.policy.notice_minutes)))
    latest = day_bounds(last_bookable_day(terms.policy, now))[1]
    if earliest >= stretch[1] or earliest >= latest:
        return None
    return earliest, stretch[1]


def running_slot(now: datetime) -> datetime:
    """The quarter of an hour that is running."""
    length = SLOT.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, UTC)


def entered(moment: datetime) -> str:
    """A moment as the form of a booking takes it; empty where the clock shows it twice."""
    return timezone.localtime(moment).strftime(MOMENT_INPUT) if is_unambiguous(moment) else ""


# --- What says how a time can be booked ---------------------------------------------------------------


def policy_pieces(terms: PolicyTerms, first: date, last: date) -> list[Piece]:
    """What the policy says about the local days from `first` to `last`: closed, silenced, considerate."""
    return [*_holidays(terms, first, last), *_closed_hours(terms, first, last), *_quiet(terms, first, last)]


def _closed_hours(terms: PolicyTerms, first: date, last: date) -> Iterator[Piece]:
    """By the night, arrival and departure alone lie in the hours, so no time is closed."""
    if not terms.hours or terms.policy.is_by_night:
        return
    end = days_bounds(first, last)[1]
    closed_from = days_bounds(first, last)[0]
    for opens, closes in open_stretches(terms.hours, first, last):
        if opens > closed_from:
            yield Piece(PieceKind.OUTSIDE, closed_from, min(opens, end), what=_("outside the opening hours"))
        closed_from = max(closed_from, closes)
    if closed_from < end:
        yield Piece(PieceKind.OUTSIDE, closed_from, end, what=_("outside the opening hours"))


def _holidays(terms: PolicyTerms, first: date, last: date) -> Iterator[Piece]:
    if terms.policy.closed_on_holidays:
        for day in days_from(first, (last - first).days + 1):
            if name := holiday_on(day):
                yield Piece(PieceKind.HOLIDAY, *day_bounds(day), what=name)


def _quiet(terms: PolicyTerms, first: date, last: date) -> Iterator[Piece]:
    for kind, rules in ((PieceKind.QUIET, terms.quiet), (PieceKind.WARNED, terms.warning)):
        for rule in rules:
            for start, end in quiet_stretches(rule, first, last):
                yield Piece(kind, start, end, what=explain_quiet(rule))
