"""What is read of a period to weigh who pays: units, who held them, what could not be used. Three queries.

Members, people, bookings and tables are a query each, meters two, read only for the keys that ask for them.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from members.companies.models import Company
from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking
from spaces.bookings.rules import LONGEST
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.costs.metering.facts import read_meters
from spaces.costs.sharing.models import SharingRule, TableRow
from spaces.costs.sharing.weights import (
    Facts,
    Hold,
    Scope,
    Table,
    Unit,
    Weights,
    by_area,
    by_heads,
    by_meters,
    by_minutes,
    by_table,
    equally,
)
from spaces.schedules.figures import minutes_in
from spaces.schedules.rules import day_bounds
from spaces.upkeep.duties.models import HeadCount

Key = SharingRule.Key
BY_UNITS = {Key.AREA, Key.TABLE, Key.METERED}
BookedTime = tuple[int, int, datetime, datetime]  # policy, company, from, to


def read_facts(
    start: date,
    end: date,
    *,
    keys: Iterable[str],
    scope: Scope,
    rule: Any = None,
    is_forecast: bool = False,
) -> Facts:
    """Of [start, end) what these keys weigh; a floor or a building asks where companies are, too.

    A forecast takes use as it was: of meters in the last year that was read, of bookings in the last year.
    """
    keys = set(keys)
    facts = Facts(start, end)
    if keys & BY_UNITS or scope.is_place:
        read_units(facts)
    if Key.EQUAL in keys:
        facts.members = list(_members(start, end))
    if Key.HEADS in keys:
        facts.heads = list(_heads(start, end))
    if Key.BOOKED in keys:
        days = last_year() if is_forecast else (start, end)
        facts.minutes = count_minutes(booked_times([rule.policy_id], *days), rule.policy_id, *days)
    if Key.METERED in keys:
        facts.meters = read_meters(rule.meter_kind, start, end, is_forecast=is_forecast)
    if Key.TABLE in keys:
        facts.tables = read_tables([rule.table.name], end).get(rule.table.name, ())
    return facts


def weights_by(key: str, facts: Facts, scope: Scope) -> Weights:
    weigh = {
        Key.AREA: by_area,
        Key.TABLE: by_table,
        Key.EQUAL: equally,
        Key.HEADS: by_heads,
        Key.BOOKED: by_minutes,
        Key.METERED: by_meters,
    }[Key(key)]
    return weigh(facts, scope)


def read_units(facts: Facts) -> None:
    start, end = facts.start, facts.end
    columns = ("pk", "floor", "floor__building", "area_m2", "valid_from", "valid_to")
    units = Space.objects.units().meeting(start, end).order_by("pk").values_list(*columns)
    facts.units = [
        Unit(pk, floor, building, _hundredths(area), *_within(facts, first, last))
        for pk, floor, building, area, first, last in units
    ]
    rows = Allocation.objects.meeting(start, end).order_by("start_on")
    holds: dict[int, list[Hold]] = {}
    for unit, company, first, last, area in rows.values_list(
        "unit", "company", "start_on", "end_on", "area_m2"
    ):
        holds.setdefault(unit, []).append(
            Hold(unit, company, *_within(facts, first, last), _hundredths(area))
        )
    facts.holds = holds
    unusable: dict[int, list[tuple[date, date]]] = {}
    states = Condition.objects.meeting(start, end).unusable().filter(space__kind=Space.Kind.UNIT)
    for space, first, last in states.order_by("start_on").values_list("space", "start_on", "end_on"):
        unusable.setdefault(space, []).append(_within(facts, first, last))
    facts.unusable = unusable


def _hundredths(area: Decimal) -> int:
    return int(area * 100)


def _within(facts: Facts, start: date | None, end: date | None) -> tuple[date, date]:
    """[start, end) cut at the period, for rows that meet it; no day is no limit."""
    return max(start or facts.start, facts.start), min(end or facts.end, facts.end)


def _members(start: date, end: date) -> Iterable[tuple[int, date, date]]:
    rows = Company.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=start), joined_on__lt=end)
    for company, first, last in rows.values_list("pk", "joined_on", "left_on"):
        yield company, max(first, start), min(last or end, end)


def _heads(start: date, end: date) -> Iterable[tuple[int, date, date, int]]:
    """How many people work in each company, from each day they were counted; one where nobody counted."""
    counts: dict[int, list[tuple[date, int]]] = {}
    rows = HeadCount.objects.filter(from_day__lt=end).order_by("from_day")
    for company, day, heads in rows.values_list("company", "from_day", "heads"):
        counts.setdefault(company, []).append((day, heads))
    for company, first, last in _members(start, end):
        heads, day = 1, first
        for counted_on, counted in counts.get(company, ()):
            if day < counted_on < last:
                yield company, day, counted_on, heads
                day = counted_on
            if counted_on < last:
                heads = counted
        yield company, day, last, heads


def last_year() -> tuple[date, date]:
    """What a forecast of bookings is taken from."""
    today = timezone.localdate()
    return today - timedelta(365), today


def coming_year() -> tuple[date, date]:
    """What is tried out: a year from today, as things stand, for whoever is there."""
    today = timezone.localdate()
    return today, today.replace(year=today.year + 1, day=min(today.day, 28))


def booked_times(policies: Collection[int], start: date, end: date) -> list[BookedTime]:
    """Confirmed bookings of companies under these policies, that meet the local days. One query."""
    within = _moments(start, end)
    rows = Booking.objects.confirmed().filter(
        company__isnull=False,
        space__policy__in=policies,
        starts_at__gt=within[0] - LONGEST,
        starts_at__lt=within[1],
        ends_at__gt=within[0],
    )
    return list(rows.order_by().values_list("space__policy", "company", "starts_at", "ends_at"))


def count_minutes(times: Iterable[BookedTime], policy: int, start: date, end: date) -> dict[int, int]:
    """Elapsed minutes by company, cut at the local ends of the period."""
    within = _moments(start, end)
    minutes: dict[int, int] = {}
    for of_policy, company, starts_at, ends_at in times:
        if of_policy == policy and starts_at < within[1] and ends_at > within[0]:
            minutes[company] = minutes.get(company, 0) + minutes_in(starts_at, ends_at, within)
    return minutes


def _moments(start: date, end: date) -> tuple[datetime, datetime]:
    return day_bounds(start)[0], day_bounds(end - timedelta(days=1))[1]


def read_tables(names: Collection[str], end: date) -> dict[str, list[Table]]:
    """The adopted tables of each name, in order of time. One query."""
    parts: dict[str, dict[date, dict[int, int]]] = {}
    rows = TableRow.objects.filter(
        table__name__in=names, table__adopted_at__isnull=False, table__valid_from__lt=end
    )
    for name, day, unit, part in rows.order_by("table__valid_from").values_list(
        "table__name", "table__valid_from", "unit", "parts"
    ):
        parts.setdefault(name, {}).setdefault(day, {})[unit] = part
    return {name: [Table(day, found) for day, found in days.items()] for name, days in parts.items()}
