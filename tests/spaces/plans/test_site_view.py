"""The drawing of the site says what the units are, and leads to the buildings."""

import pytest

from spaces.building.wing_models import Wing
from spaces.plans.site_view import site_view
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


def test_each_unit_is_a_window_in_the_state_of_today():
    building = BuildingFactory(name="Villa", sign="27")
    floor = FloorFactory(building=building, level=0)
    for code in ("A1", "A2", "A3", "A4"):
        SpaceFactory(code=code, floor=floor)
    AllocationFactory(unit__code="A9", unit__floor=floor)
    ConditionFactory(space__code="A5", space__floor=floor, state="under_works")
    Wing.objects.create(building=building, x=0, y=0, width=20, depth=10)

    [villa] = site_view().buildings

    assert (villa.sign, villa.href) == ("27", building.get_absolute_url())
    assert villa.states == ["free", "free", "free", "free", "works", "held"]
    assert villa.words == "4 of 6 units free"


def test_buildings_without_a_place_stand_in_a_row_and_those_without_a_floor_do_not():
    BuildingFactory(name="Nowhere yet")
    for position, name in enumerate(("Mill", "Barn")):
        SpaceFactory(floor__building=BuildingFactory(name=name, position=position))

    assert [(one.name, one.sign) for one in site_view().buildings] == [("Mill", "M"), ("Barn", "B")]


def test_once_one_building_has_a_place_only_those_with_one_are_drawn():
    placed = FloorFactory(building=BuildingFactory(name="Mill")).building
    FloorFactory(building=BuildingFactory(name="Barn"))
    Wing.objects.create(building=placed, x=5, y=5, width=10, depth=10, roof="flat")

    assert [one.name for one in site_view(here=placed.slug).buildings if one.is_here] == ["Mill"]
    assert len(site_view().buildings) == 1


def test_a_portal_without_buildings_draws_none():
    assert site_view() is None
