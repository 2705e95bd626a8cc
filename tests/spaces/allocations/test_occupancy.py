"""How units were used over the years."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from spaces.allocations.occupancy import floor_occupancy, occupancy_on
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    FloorFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


VACANT, NEW = "/spaces/vacant/", "/spaces/requests/new/"


def test_the_years_of_a_unit_have_no_gap():
    floor = FloorFactory()
    unit = ConditionFactory(
        state="under_works", end_on=date(2021, 6, 1), space__code="A1", space__floor=floor
    ).space
    AllocationFactory(unit=unit, company__name="Nodo", start_on=date(2021, 9, 1), end_on=date(2022, 9, 1))
    AllocationFactory(unit=unit, company__name="Argine", start_on=date(2023, 1, 1))

    on_floor = floor_occupancy(floor, 2021, 2023)

    assert [(use.what, use.start, use.end) for use in on_floor.periods] == [
        ("works in progress", None, date(2021, 6, 1)),
        ("free", date(2021, 6, 1), date(2021, 9, 1)),
        ("Nodo", date(2021, 9, 1), date(2022, 9, 1)),
        ("free", date(2022, 9, 1), date(2023, 1, 1)),
        ("Argine", date(2023, 1, 1), None),
    ]
    assert [bar.text for bar in on_floor.timeline.bars] == ["", "", "Nodo", "", "Argine"]


def test_a_unit_is_drawn_only_while_it_is_in_use():
    floor = FloorFactory()
    SpaceFactory(code="A1", floor=floor, valid_to=date(2022, 1, 1))
    SpaceFactory(code="A1a", floor=floor, valid_from=date(2022, 1, 1))
    SpaceFactory(code="OLD", floor=floor, valid_to=date(2020, 1, 1))
    AllocationFactory(unit__floor=floor, unit__code="VOID", voided_at=timezone.now(), void_reason="Wrong")

    on_floor = floor_occupancy(floor, 2021, 2022)

    assert [(use.unit, use.what, use.start, use.end) for use in on_floor.periods] == [
        ("A1", "free", None, date(2022, 1, 1)),
        ("A1a", "free", date(2022, 1, 1), None),
        ("VOID", "free", None, None),
    ]


def test_the_share_in_use_leaves_out_what_cannot_be_used():
    floor = FloorFactory()
    day = date(2023, 5, 1)
    AllocationFactory(unit__floor=floor, unit__area_m2=60)
    SpaceFactory(floor=floor, area_m2=30)
    AllocationFactory(
        unit=ConditionFactory(state="under_works", space__floor=floor, space__area_m2=40).space,
        kind="restoration",
    )
    SpaceFactory(floor=floor, valid_to=date(2023, 1, 1))
    RoomFactory(floor=floor)

    [share], total = occupancy_on(day, [floor])

    assert (share.units, share.held_units, share.m2, share.held_m2, share.percent) == (2, 1, 90, 60, 66)
    assert (share.unusable_units, share.unusable_m2) == (1, Decimal(40))
    assert (total.units, total.percent) == (2, 66)
    assert occupancy_on(date(2020, 5, 1), [floor])[1].held_units == 0


def test_the_page_of_occupancy_goes_floor_by_floor_and_by_years(client, client_of, representative):
    low = AllocationFactory(unit__code="A1", unit__floor__level=0).unit.floor
    AllocationFactory(unit__code="B1", unit__floor__building=low.building, unit__floor__level=1)

    first = client.get("/spaces/occupancy/?from=2022&to=2023&on=2022-05-01")
    second = client.get("/spaces/occupancy/?page=2")

    assert [use.unit for use in first.context["occupancy"].periods] == ["A1"]
    assert [use.unit for use in second.context["occupancy"].periods] == ["B1"]
    assert (first.context["first"], first.context["last"], first.context["day"]) == (
        2022,
        2023,
        date(2022, 5, 1),
    )
    assert client.get("/spaces/occupancy/?on=yesterday").status_code == 404
    rows = client_of(representative).get("/spaces/occupancy/?format=csv").content.decode().splitlines()
    assert rows[1].startswith("A1,")


def test_an_empty_building_says_what_comes_next(client):
    assert "No private units yet" in client.get("/spaces/occupancy/").content.decode()
    assert "No private units yet" in client.get(VACANT).content.decode()
