"""What stands in the calendars: read for all spaces at once, in as many queries as for one.

A page asks for the spaces with their parts and conditions, the opening hours, the quiet hours and the claims:
four queries, and where something is shut those of the sources of blocks, until one says why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import PolicyTerms, can_read_purpose
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.hooks import Stretch as ShutStretch
from spaces.hooks import block_sources
from spaces.policies.models import OpeningHours, QuietHours
from spaces.policies.rules import DAY, policy_of
from spaces.schedules.pieces import Block, Piece, PieceKind
from spaces.schedules.rules import day_bounds, days_bounds, lay_out, policy_pieces

UNUSABLE = [state for state in Condition.State.values if state != Condition.State.USABLE]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the companies whose bookings are their own, and whether everything is theirs to read."""

    company_ids: Collection[int] = ()
    is_coordinator: bool = False


@dataclass(slots=True)
class Bookable:
    """A space that can be booked: its rules, the leaf spaces it holds, when one of them is unusable."""

    space: Space
    terms: PolicyTerms
    leaves: set[int]
    around: set[int]  # what shuts it: itself, its leaves, and whatever takes one of these
    unusable: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The time of one space as blocks without gaps."""

    bookable: Bookable
    blocks: list[Block]

    @property
    def space(self) -> Space:
        return self.bookable.space

    @property
    def terms(self) -> PolicyTerms:
        return self.bookable.terms


def read_schedules(first: date, last: date, reader: Reader, *, code: str = "") -> list[Schedule]:
    """All spaces that can be booked (or the one of a code), by code, over the local days to `last`."""
    bookables = read_bookables(first, last, code=code)
    start, end = days_bounds(first, last)
    pieces = read_pieces(bookables, start, end, reader)
    return [
        Schedule(
            one,
            lay_out(
                [*pieces[one.space.pk], *one.unusable, *policy_pieces(one.terms, first, last)], start, end
            ),
        )
        for one in bookables
    ]


def read_days(code: str, days: Sequence[date], reader: Reader) -> dict[date, Schedule]:
    """Of one space, days that lie apart, as the dates of a series do: in as many queries as one stretch."""
    found = read_bookables(days[0], days[-1], code=code) if days else []
    if not found:
        return {}
    one = found[0]
    pieces = [*read_pieces([one], *days_bounds(days[0], days[-1]), reader)[one.space.pk], *one.unusable]
    return {
        day: Schedule(one, lay_out([*pieces, *policy_pieces(one.terms, day, day)], *day_bounds(day)))
        for day in days
    }


# --- Spaces and their rules ---------------------------------------------------------------------------


def read_bookables(first: date, last: date, *, code: str = "") -> list[Bookable]:
    """By code, with what of them cannot be used on the local days from `first` to `last`. Three queries."""
    spaces: dict[int, Space] = {}
    takers: dict[int, set[int]] = defaultdict(set)  # by part
    parts: dict[int, set[int]] = defaultdict(set)  # by who takes them
    shut: dict[int, dict[Piece, None]] = defaultdict(dict)
    for row in _space_rows(first, last, code):
        space = spaces.setdefault(row.pk, row)
        if row.taker:
            takers[row.pk].add(row.taker)
            parts[row.taker].add(row.pk)
        for piece in _unusable_times(row, first, last):
            shut[space.pk][piece] = None
    wanted = [one for one in spaces.values() if one.is_bookable and (not code or one.code == code)]
    wanted.sort(key=lambda one: one.code)
    terms = _terms(wanted)
    found = []
    for space in wanted:
        leaves = parts[space.pk] or {space.pk}
        around = {space.pk, *leaves}.union(*(takers[leaf] for leaf in leaves))
        own = list(shut[space.pk])
        others = [
            Piece(one.kind, one.starts_at, one.ends_at, what=f"{spaces[leaf]}: {one.what}")
            for leaf in sorted(leaves - {space.pk})
            for one in shut[leaf]
        ]
        found.append(Bookable(space, terms[policy_of(space).pk], leaves, around, own + others))
    return found


def _space_rows(first: date, last: date, code: str) -> Iterable[Any]:
    """Each space that can be booked or is taken, once for each that takes it and each unusable time."""
    rows = Space.objects.meeting(first, last + DAY).annotate(
        unusable_time=FilteredRelation(
            "conditions",
            condition=Q(conditions__voided_at=None, conditions__state__in=UNUSABLE)
            & Q(conditions__start_on__lte=last)
            & (Q(conditions__end_on=None) | Q(conditions__end_on__gt=first)),
        ),
        taker=F("taken_by"),
        shut_state=F("unusable_time__state"),
        shut_from=F("unusable_time__start_on"),
        shut_to=F("unusable_time__end_on"),
    )
    if code:
        rows = rows.filter(
            Q(code=code)
            | Q(pk__in=Space.takes.through.objects.filter(from_space__code=code).values("to_space"))
        )
    else:
        rows = rows.filter(Q(is_bookable=True) | Q(taker__isnull=False))
    return rows.select_related("policy__quota", "policy__certificate", "floor__building")


def _unusable_times(row: Any, first: date, last: date) -> Iterable[Piece]:
    """Of one row: before it came into use, after it went out of use, in a condition that closes it."""
    start, end = days_bounds(first, last)
    if row.valid_from and row.valid_from > first:
        what = _("in use from %(day)s") % {"day": format_day(row.valid_from)}
        yield Piece(PieceKind.CLOSED, start, day_bounds(row.valid_from)[0], what=what)
    if row.valid_to and row.valid_to <= last:
        what = _("out of use from %(day)s") % {"day": format_day(row.valid_to)}
        yield Piece(PieceKind.CLOSED, day_bounds(row.valid_to)[0], end, what=what)
    if row.shut_state:
        begins = max(start, day_bounds(max(row.shut_from, first))[0])
        ends = day_bounds(row.shut_to)[0] if row.shut_to and row.shut_to <= last else end
        yield Piece(PieceKind.CLOSED, begins, ends, what=str(Condition.State(row.shut_state).label))


def _terms(spaces: Iterable[Space]) -> dict[int, PolicyTerms]:
    """The rules of all policies of these spaces: two queries."""
    policies = {policy_of(space).pk: policy_of(space) for space in spaces}
    hours: dict[int, list[OpeningHours]] = defaultdict(list)
    for one in OpeningHours.objects.filter(policy__in=policies):
        hours[one.policy_id].append(one)
    rules: dict[int, QuietHours] = {}
    silenced: dict[int, list[QuietHours]] = defaultdict(list)
    rows: Any = QuietHours.objects.annotate(silences=F("policies")).select_related("resolution")
    for row in rows.order_by("pk"):
        rule = rules.setdefault(row.pk, row)
        if row.silences:
            silenced[row.silences].append(rule)
    warning = [rule for rule in rules.values() if rule.warns_others]
    return {
        pk: PolicyTerms(
            policy,
            hours[pk],
            silenced[pk],
            [] if policy.is_loud else [rule for rule in warning if rule not in silenced[pk]],
        )
        for pk, policy in policies.items()
    }


# --- Claims -------------------------------------------------------------------------------------------


def read_pieces(
    bookables: Iterable[Bookable], start: datetime, end: datetime, reader: Reader
) -> Mapping[int, list[Piece]]:
    """What has the time of these spaces in [start, end), by space. One query, and the sources of blocks."""
    by_leaf: dict[int, list[Bookable]] = defaultdict(list)
    for one in bookables:
        for leaf in one.leaves:
            by_leaf[leaf].append(one)
    pieces: dict[int, list[Piece]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    blocks: list[Any] = []
    for row in _claim_rows(by_leaf, start, end):
        if row.booking is None:
            blocks.append(row)
            continue
        for one in by_leaf[row.space]:
            if (row.booking, one.space.pk) not in seen:
                seen.add((row.booking, one.space.pk))
                pieces[one.space.pk] += _booked(row, one.space, reader)
    if blocks:
        around = set().union(*(one.around for some in by_leaf.values() for one in some))
        reasons = _ShutTimes(sorted(around))
        for row in blocks:
            for one in by_leaf[row.space]:
                why = _reason(reasons, one, row)
                piece = Piece(PieceKind.CLOSED, row.starts_at, row.ends_at, what=why)
                if piece not in pieces[one.space.pk]:  # both halves of a hall are shut by one closure
                    pieces[one.space.pk].append(piece)
    return pieces


def _claim_rows(leaves: Iterable[int], start: datetime, end: datetime) -> Iterable[Any]:
    """Blocks, and what is confirmed or waits and has not lapsed by the database's clock."""
    rows = Claim.objects.meeting(list(leaves), start, end).standing().order_by("starts_at", "pk")
    named = rows.annotate(is_private=F("booking__is_private"), company_id=F("booking__company"))
    return named.values_list(
        *("space", "booking", "starts_at", "ends_at", "is_private", "company_id", "booking__ends_at"),
        *("booking__state", "booking__uid", "booking__purpose", "booking__company__name"),
        *("booking__space", "booking__space__code"),
        named=True,
    )


def _booked(row: Any, space: Space, reader: Reader) -> Iterable[Piece]:
    """A booking as this person reads it, and the cleaning after it."""
    is_mine = row.company_id in reader.company_ids
    kind = PieceKind.MINE if is_mine else PieceKind.TAKEN
    if row.company_id is None:
        kind = PieceKind.EVENT
    if row.booking__state == Booking.State.PENDING:
        kind = PieceKind.PENDING
    is_open = can_read_purpose(row, company_ids=reader.company_ids, is_coordinator=reader.is_coordinator)
    yield Piece(
        kind,
        row.starts_at,
        row.booking__ends_at,
        who=row.booking__company__name or _("The community"),
        what=row.booking__purpose if is_open else _("private"),
        booking=row.booking__uid,
        via="" if row.booking__space == space.pk else row.booking__space__code,
    )
    if row.ends_at > row.booking__ends_at:
        yield Piece(PieceKind.CLEANUP, row.booking__ends_at, row.ends_at, what=_("cleaning"))


class _ShutTimes:
    """What the sources of blocks say, each asked only where those before it leave a block unexplained."""

    def __init__(self, around: Collection[int]) -> None:
        self._known: list[ShutStretch] = []
        self._rest = chain.from_iterable(source(around) for source in block_sources)

    def __iter__(self) -> Iterator[ShutStretch]:
        yield from self._known
        for stretch in self._rest:
            self._known.append(stretch)
            yield stretch


def _reason(shut: Iterable[ShutStretch], bookable: Bookable, row: Any) -> str:
    """What shuts a leaf then: the first that says so; what is over is not known any more."""
    for stretch in shut:
        meets = stretch.starts_at < row.ends_at and row.starts_at < stretch.ends_at
        if meets and stretch.space in bookable.around:
            return stretch.why
    return ""
