"""The floor on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spaces.plans.floor_view import floor_view, floor_views
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
SQUARE = [[0, 0], [100, 0], [100, 100], [0, 100]]


def test_the_table_says_who_holds_a_unit_since_when_and_by_what_decision():
    resolution = ResolutionFactory(year=2021, number=3, is_published=True)
    held = AllocationFactory(resolution=resolution, company=CompanyFactory(name="Nodo"))

    row = floor_view(held.unit.floor).rows[0]

    assert (row.holder, row.since, row.decided, row.state, row.is_free) == (
        "Nodo",
        "1 Jan 2021",
        "2021/3",
        "occupied",
        False,
    )
    assert row.decided_href == "/resolutions/2021/3/"


def test_an_unpublished_resolution_is_a_link_for_members_only():
    held = AllocationFactory(resolution=ResolutionFactory(is_published=False))

    hrefs = [floor_view(held.unit.floor, is_member=member).rows[0].decided_href for member in (False, True)]

    assert hrefs == ["", held.resolution.get_absolute_url()]


def test_a_reason_without_resolution_is_for_members():
    held = AllocationFactory(reason="Handed over early")

    words = [floor_view(held.unit.floor, is_member=member).rows[0].decided for member in (False, True)]

    assert words == ["", "Handed over early"]


def test_on_the_day_of_the_handover_the_new_company_is_shown():
    day = date(2025, 5, 1)
    unit = SpaceFactory()
    AllocationFactory(unit=unit, company=CompanyFactory(name="Before"), end_on=day)
    AllocationFactory(unit=unit, company=CompanyFactory(name="After"), start_on=day)

    names = [floor_view(unit.floor, one).rows[0].holder for one in (day - timedelta(days=1), day)]

    assert names == ["Before", "After"]


def test_a_voided_allocation_is_not_shown():
    held = AllocationFactory(voided_at=timezone.now(), void_reason="Wrong unit")

    assert floor_view(held.unit.floor).rows[0].holder == ""


def test_a_free_unit_is_free_only_while_usable():
    unit = SpaceFactory()
    ConditionFactory(space=unit, state="under_works", start_on=date(2020, 1, 1), end_on=date(2021, 1, 1))
    ConditionFactory(space=unit, state="usable", start_on=date(2021, 1, 1))

    states = [floor_view(unit.floor, date(year, 6, 1)).rows[0].state for year in (2020, 2021)]

    assert states == ["works in progress", "free"]


def test_the_plan_in_force_on_the_day_is_drawn():
    unit = SpaceFactory(code="A1")
    FloorPlanFactory(floor=unit.floor, valid_from=date(2017, 1, 1), shapes={})
    FloorPlanFactory(floor=unit.floor, valid_from=date(2020, 1, 1), shapes={"A1": SQUARE})

    drawings = [floor_view(unit.floor, date(year, 6, 1)).drawing for year in (2016, 2018, 2021)]

    assert [drawing and len(drawing.shapes) for drawing in drawings] == [None, 0, 1]


def test_a_space_out_of_use_is_gone_from_its_last_day():
    unit = SpaceFactory(valid_to=date(2024, 1, 1))

    assert [len(floor_view(unit.floor, date(year, 12, 31)).rows) for year in (2022, 2024)] == [1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_floors_take_three_queries_however_many(django_assert_num_queries, count):
    floors = [FloorFactory() for _number in range(count)]
    for floor in floors:
        AllocationFactory(unit__floor=floor, resolution=ResolutionFactory())

    with django_assert_num_queries(3):
        views = floor_views(floors)

    assert [len(view.rows) for view in views] == [1] * count


def test_two_plans_on_a_page_name_their_hatching_apart():
    first, second = floor_views([FloorFactory(), FloorFactory()])

    assert first.hatch != second.hatch
