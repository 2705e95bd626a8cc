"""The condition of the building over the years."""

from datetime import date
from decimal import Decimal

import pytest

from spaces.condition.figures import ConditionYear, condition_years, floor_changes, sum_years
from spaces.condition.formats import STATES_FROM_WORST
from tests.factories.spaces import ConditionFactory, RoomFactory, SpaceFactory

TODAY = date(2026, 11, 25)


def test_years_say_the_condition_on_their_last_day():
    rows = [
        (Decimal(100), "disused", date(2024, 5, 1), date(2025, 3, 1)),
        (Decimal(100), "under_works", date(2025, 3, 1), date(2026, 1, 1)),
        (Decimal(100), "usable", date(2026, 1, 1), None),
    ]
    zero, all_of_it = Decimal(0), Decimal(100)
    assert sum_years(rows, TODAY) == [
        ConditionYear("2024", (all_of_it, zero, zero, zero)),
        ConditionYear("2025", (zero, zero, all_of_it, zero)),
        ConditionYear("today", (zero, zero, zero, all_of_it)),
    ]
    assert STATES_FROM_WORST == ("disused", "made_safe", "under_works", "usable")


@pytest.mark.django_db
def test_years_leave_out_open_ground_voided_conditions_and_spaces_that_are_gone(django_assert_num_queries):
    start = date(2024, 1, 1)
    ConditionFactory(space=SpaceFactory(area_m2=Decimal(40)), start_on=start)
    ConditionFactory(space=SpaceFactory(area_m2=Decimal(60), valid_to=date(2025, 1, 1)), start_on=start)
    ConditionFactory(space=RoomFactory(kind="area", use="outdoor"), start_on=start)
    ConditionFactory(start_on=start, voided_at="2025-01-01T00:00Z", void_reason="Twice")

    with django_assert_num_queries(1):
        years = condition_years(date(2025, 6, 1))

    assert [(year.label, year.m2[-1]) for year in years] == [("2024", Decimal(100)), ("today", Decimal(40))]


@pytest.mark.django_db
def test_spaces_that_changed_together_are_told_together(django_assert_num_queries):
    one = ConditionFactory(start_on=date(2020, 1, 1), state="under_works", note="Roof")
    other = SpaceFactory(floor=one.space.floor)
    ConditionFactory(space=other, start_on=date(2020, 1, 1), state="under_works", note="Roof")
    ConditionFactory(space=SpaceFactory(floor=one.space.floor), start_on=date(2999, 1, 1))

    with django_assert_num_queries(1):
        [change] = floor_changes(one.space.floor)

    assert (change.state, change.note, change.more) == ("works in progress", "Roof", 0)
    assert change.codes == sorted([one.space.code, other.code])
