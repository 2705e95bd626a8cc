"""What is read of a period, and in how few queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spaces.costs.sharing.cost_keys import area_on, heads_on
from spaces.costs.sharing.facts import read_facts
from spaces.costs.sharing.services import adopt_table, fill_table
from spaces.costs.sharing.split import share_by_rule
from spaces.costs.sharing.weights import Scope, by_area, by_minutes
from tests.factories.costs import ShareTableFactory, SharingRuleFactory, TableRowFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    ReshapingFactory,
    RoomFactory,
    SpaceFactory,
)
from tests.factories.upkeep import HeadCountFactory

pytestmark = pytest.mark.django_db

YEAR = (date(2027, 1, 1), date(2028, 1, 1))


def test_units_of_a_year_are_read_in_three_queries():
    for number in range(5):
        unit = SpaceFactory(kind="unit", area_m2=40)
        for month in range(1, 12):
            AllocationFactory(
                unit=unit,
                area_m2=40,
                start_on=date(2027, month, 1 + number),
                end_on=date(2027, month + 1, 1),
            )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts = read_facts(*YEAR, keys=["area"], scope=Scope())

    assert (len(queries), len(facts.units), sum(map(len, facts.holds.values()))) == (3, 5, 55)
    assert (
        sum(a * d for pieces in by_area(facts, Scope()).values() for a, d in pieces.items()) == 5 * 4000 * 365
    )


def test_what_was_voided_weighs_nothing_and_a_unit_weighs_while_it_exists():
    unit = SpaceFactory(kind="unit", area_m2=40, valid_from=date(2027, 7, 1))
    held = AllocationFactory(unit=unit, area_m2=38, start_on=date(2027, 8, 1))
    mistake = AllocationFactory(unit=unit, start_on=date(2027, 7, 1), end_on=date(2027, 8, 1))
    type(mistake).objects.filter(pk=mistake.pk).update(voided_at=datetime.now(UTC), void_reason="Mistake")

    weights = by_area(read_facts(*YEAR, keys=["area"], scope=Scope()), Scope())

    assert weights == {None: {40_00: 31}, held.company_id: {38_00: 153}}


def test_a_unit_under_works_weighs_nothing_whoever_holds_it():
    held = AllocationFactory(unit=SpaceFactory(kind="unit", area_m2=40), area_m2=40)
    ConditionFactory(space=held.unit, state="under_works", start_on=date(2027, 3, 1), end_on=date(2027, 4, 1))

    weights = by_area(read_facts(*YEAR, keys=["area"], scope=Scope()), Scope())

    assert weights == {held.company_id: {40_00: 365 - 31}}


def test_the_autumn_night_of_a_booking_counts_nine_hours():
    """From 22:00 to 6:00 on the clock, the night it goes back: an hour of the clock comes twice."""
    room, company = RoomFactory(), CompanyFactory()
    BookingFactory(
        space=room,
        company=company,
        starts_at=datetime(2027, 10, 30, 20, tzinfo=UTC),
        ends_at=datetime(2027, 10, 31, 5, tzinfo=UTC),
    )
    rule = SharingRuleFactory(fixed_key="booked", policy=room.policy)

    facts = read_facts(*YEAR, keys=["booked"], scope=Scope(), rule=rule)

    assert by_minutes(facts, Scope()) == {company.pk: {9 * 60: 1}}


def test_a_table_of_the_same_name_takes_over_on_its_day():
    units = [SpaceFactory(kind="unit", area_m2=10) for _ in range(2)]
    held = [AllocationFactory(unit=unit) for unit in units]
    tables = [
        ShareTableFactory(name="Value", valid_from=date(2020, 1, 1)),
        ShareTableFactory(name="Value", valid_from=date(2027, 7, 2)),
    ]
    for table, parts in zip(tables, ((60_000, 40_000), (40_000, 60_000)), strict=True):
        for unit, part in zip(units, parts, strict=True):
            TableRowFactory(table=table, unit=unit, parts=part)
        type(table).objects.filter(pk=table.pk).update(adopted_at=datetime.now(UTC))
    rule = SharingRuleFactory(fixed_key="table", table=tables[0])

    split = share_by_rule(rule, 365_00, *YEAR)

    # 182 days of the first table, 183 of the second.
    assert {one.payer: one.cents for one in split.shares} == {
        held[0].company_id: 182_40,
        held[1].company_id: 182_60,
    }


def test_units_that_came_from_another_keep_its_parts_together():
    day = date(2022, 1, 1)
    first, second = (SpaceFactory(code=code, valid_from=day) for code in ("A1a", "A1b"))
    whole, other = SpaceFactory(code="A1", valid_to=day), SpaceFactory(code="B1")
    reshaping = ReshapingFactory(day=day)
    reshaping.before.add(whole)
    reshaping.after.add(first, second)
    before = ShareTableFactory(name="Value", valid_from=date(2020, 1, 1))
    fill_table(before, {"A1": 60_000, "B1": 40_000})
    adopt_table(before)
    after = ShareTableFactory(name="Value", valid_from=day)

    fill_table(after, {"A1a": 30_000, "A1b": 29_000, "B1": 41_000})
    with pytest.raises(ValidationError, match="A1a, A1b came from A1: together they keep 60000 parts"):
        adopt_table(after)
    fill_table(after, {"A1a": 31_000, "A1b": 29_000, "B1": 40_000})

    assert adopt_table(after).adopted_at is not None
    assert set(after.rows.values_list("unit", flat=True)) == {first.pk, second.pk, other.pk}


def test_a_proposal_may_be_shared_by_area_or_heads_with_what_is_empty():
    today = date.today()
    held = AllocationFactory(unit=SpaceFactory(kind="unit", area_m2=40), area_m2=40)
    SpaceFactory(kind="unit", area_m2=10)
    HeadCountFactory(company=held.company, from_day=today - timedelta(days=3), heads=4)

    assert area_on(today) == {held.company_id: 40_00, None: 10_00}
    assert heads_on(today) == {held.company_id: 4}
