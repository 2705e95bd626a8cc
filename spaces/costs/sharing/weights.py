"""Who weighs how much in a period, day by day: pure, over whole numbers and half-open intervals of days.

A weight is a sum of pieces, an amount that held for so many days: `{6000: 69}` is 60.00 m² for 69 days.
Amounts are hundredths of a square metre, hundredths of a thousandth of a table, companies, people, minutes
or thousandths of a meter's unit. The payer `None` is what nobody holds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spaces.costs.metering.counting import MeterRun

Payer = int | None
Pieces = dict[int, int]  # days by amount
Weights = dict[Payer, Pieces]
Interval = tuple[date, date]  # [start, end)


@dataclass(frozen=True, slots=True)
class Unit:
    """A private unit while it exists, within the period; `area` in hundredths of a m²."""

    pk: int
    floor: int
    building: int
    area: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Hold:
    """A unit held by a company, within the period."""

    unit: int
    company: int
    start: date
    end: date
    area: int


@dataclass(frozen=True, slots=True)
class Table:
    """Parts of 100,000 by unit, in force from a day until the next of its name."""

    start: date
    parts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a rule is for: all, a floor, a building, some companies; and what unusable units weigh."""

    floor: int | None = None
    building: int | None = None
    companies: frozenset[int] | None = None
    unusable_is_empty: bool = False

    @property
    def is_place(self) -> bool:
        return self.floor is not None or self.building is not None

    def has_unit(self, unit: Unit) -> bool:
        return self.floor in (None, unit.floor) and self.building in (None, unit.building)

    def has_payer(self, payer: Payer) -> bool:
        return self.companies is None or payer in self.companies


@dataclass(slots=True)
class Facts:
    """What was read of a period [start, end). Only what the key asks for need be there."""

    start: date
    end: date
    units: Sequence[Unit] = ()
    holds: Mapping[int, Sequence[Hold]] = field(default_factory=dict)  # by unit, in order of time
    unusable: Mapping[int, Sequence[Interval]] = field(default_factory=dict)  # by unit, in order of time
    members: Sequence[tuple[int, date, date]] = ()  # while a company is a member
    heads: Sequence[tuple[int, date, date, int]] = ()  # people of a company, while it is a member
    minutes: Mapping[int, int] = field(default_factory=dict)  # booked, by company
    tables: Sequence[Table] = ()  # in order of time
    meters: Sequence[MeterRun] = ()  # of the kind that is asked for


def weight_of(pieces: Pieces) -> int:
    """Amount × days, summed."""
    total = 0
    for amount, days in pieces.items():
        total += amount * days
    return total


def _add(weights: Weights, payer: Payer, amount: int, days: int) -> None:
    if amount and days:
        pieces = weights.setdefault(payer, {})
        pieces[amount] = pieces.get(amount, 0) + days


# --- Units over time -------------------------------------------------------------------------------------


def unit_spans(facts: Facts, scope: Scope) -> Iterator[tuple[Unit, Hold | None, date, date]]:
    """The time of each unit in pieces: held, or by nobody (None).

    What cannot be used weighs nothing, whoever restores it, and is left out; or it counts as empty.
    """
    for unit in facts.units:
        if not scope.has_unit(unit):
            continue
        unusable = facts.unusable.get(unit.pk, ())
        for hold, start, end in _holds_of(unit, facts.holds.get(unit.pk, ())):
            for is_usable, piece_start, piece_end in _cut(start, end, unusable):
                if is_usable:
                    yield unit, hold, piece_start, piece_end
                elif scope.unusable_is_empty:
                    yield unit, None, piece_start, piece_end


def _holds_of(unit: Unit, holds: Sequence[Hold]) -> Iterator[tuple[Hold | None, date, date]]:
    day = unit.start
    for hold in holds:
        start, end = max(hold.start, day), min(hold.end, unit.end)
        if start >= end:
            continue
        if start > day:
            yield None, day, start
        yield hold, start, end
        day = end
    if day < unit.end:
        yield None, day, unit.end


def _cut(start: date, end: date, intervals: Sequence[Interval]) -> Iterator[tuple[bool, date, date]]:
    """[start, end) in pieces: outside the intervals (True) and within them (False)."""
    day = start
    for first, last in intervals:
        first, last = max(first, day), min(last, end)
        if first >= last:
            continue
        if first > day:
            yield True, day, first
        yield False, first, last
        day = last
    if day < end:
        yield True, day, end


# --- Keys ------------------------------------------------------------------------------------------------


def by_area(facts: Facts, scope: Scope) -> Weights:
    """m² held, as measured when the company got them; of empty units as measured today."""
    weights: Weights = {}
    for unit, hold, start, end in unit_spans(facts, scope):
        payer, amount = (hold.company, hold.area) if hold else (None, unit.area)
        if scope.has_payer(payer):
            _add(weights, payer, amount, (end - start).days)
    return weights


def by_table(facts: Facts, scope: Scope) -> Weights:
    """Parts of the unit in the table in force that day; before the first table nothing."""
    weights: Weights = {}
    for unit, hold, start, end in unit_spans(facts, scope):
        payer = hold.company if hold else None
        if not scope.has_payer(payer):
            continue
        for table, first, last in _tables_within(facts.tables, start, end):
            _add(weights, payer, table.parts.get(unit.pk, 0), (last - first).days)
    return weights


def _tables_within(tables: Sequence[Table], start: date, end: date) -> Iterator[tuple[Table, date, date]]:
    for place, table in enumerate(tables):
        following = tables[place + 1].start if place + 1 < len(tables) else end
        first, last = max(table.start, start), min(following, end)
        if first < last:
            yield table, first, last


def equally(facts: Facts, scope: Scope) -> Weights:
    """One a company, while it is a member; of a floor or building, while it holds a unit there."""
    return _counted(((*row, 1) for row in facts.members), facts, scope)


def by_heads(facts: Facts, scope: Scope) -> Weights:
    """The people of each company on each day, while it is a member."""
    return _counted(facts.heads, facts, scope)


def by_minutes(facts: Facts, scope: Scope) -> Weights:
    """Minutes booked, whatever the day: pieces of one."""
    there = _presence(facts, scope) if scope.is_place else None
    return {
        company: {minutes: 1}
        for company, minutes in facts.minutes.items()
        if minutes and scope.has_payer(company) and (there is None or company in there)
    }


def by_meters(facts: Facts, scope: Scope) -> Weights:
    """Thousandths of a meter's unit used by each company, in a unit as long as it holds it; and by nobody.

    Who used nothing weighs nothing.
    """
    weights: Weights = {}
    for payer, used in _metered(facts, scope):
        if scope.has_payer(payer):
            _add(weights, payer, used, 1)
    return weights


def common_use(facts: Facts, scope: Scope) -> int:
    """What the main meters counted and no other did: common parts and losses.

    Without a main meter it is what those of common spaces counted. Of a floor, a building or some companies
    only their own meters count.
    """
    if scope.is_place or scope.companies is not None:
        return 0
    mains = sum(meter.use(facts.start, facts.end) for meter in facts.meters if meter.is_main)
    if any(meter.is_main for meter in facts.meters):
        return max(0, mains - sum(used for _payer, used in _metered(facts, scope)))
    rooms = (meter for meter in facts.meters if meter.unit is None and meter.company is None)
    return sum(meter.use(facts.start, facts.end) for meter in rooms)


def unread_meters(facts: Facts, scope: Scope) -> list[str]:
    """The codes of meters without readings around the days that are asked for."""
    there = {unit.pk for unit in facts.units if scope.has_unit(unit)} if scope.is_place else None
    is_part = scope.is_place or scope.companies is not None
    return [
        meter.code
        for meter in facts.meters
        if not meter.is_known
        and not (is_part and meter.unit is None and meter.company is None)
        and not (scope.companies is not None and meter.company and not scope.has_payer(meter.company))
        and (there is None or meter.unit is None or meter.unit in there)
    ]


def _metered(facts: Facts, scope: Scope) -> Iterator[tuple[Payer, int]]:
    """What each meter of a unit or a company counted, by who used it."""
    by_unit: dict[int, list[MeterRun]] = {}
    there = _presence(facts, scope) if scope.is_place else None
    for meter in facts.meters:
        if meter.unit is not None:
            by_unit.setdefault(meter.unit, []).append(meter)
        elif meter.company is not None and (there is None or meter.company in there):
            yield meter.company, meter.use(facts.start, facts.end)
    if by_unit:
        for unit, hold, start, end in unit_spans(facts, scope):
            for meter in by_unit.get(unit.pk, ()):
                yield (hold.company if hold else None), meter.use(start, end)


def _counted(rows: Iterable[tuple[int, date, date, int]], facts: Facts, scope: Scope) -> Weights:
    """So many a company in [start, end); of a floor or a building only while it holds a unit there."""
    there = _presence(facts, scope) if scope.is_place else None
    weights: Weights = {}
    for company, start, end, count in rows:
        if not scope.has_payer(company):
            continue
        wholes = [(start, end)] if there is None else _meet((start, end), there.get(company, ()))
        for first, last in wholes:
            _add(weights, company, count, (last - first).days)
    return weights


def _presence(facts: Facts, scope: Scope) -> dict[int, list[Interval]]:
    """While each company holds a unit in scope: disjoint intervals in order."""
    held: dict[int, list[Interval]] = {}
    for _unit, hold, start, end in unit_spans(facts, scope):
        if hold:
            held.setdefault(hold.company, []).append((start, end))
    return {company: _joined(intervals) for company, intervals in held.items()}


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _meet(interval: Interval, others: Collection[Interval]) -> list[Interval]:
    met = [(max(interval[0], start), min(interval[1], end)) for start, end in others]
    return [(start, end) for start, end in met if start < end]
