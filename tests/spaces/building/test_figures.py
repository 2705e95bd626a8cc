"""The building in figures."""

from datetime import date
from decimal import Decimal

import pytest

from spaces.building.figures import BuildingFigures, building_figures
from spaces.building.models import Space
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


def test_figures_count_usable_metres_and_free_units_once():
    SpaceFactory(area_m2=Decimal(40))  # free
    AllocationFactory(unit__area_m2=Decimal(60))
    ConditionFactory(state="under_works", space__area_m2=Decimal(30))
    half = RoomFactory(area_m2=Decimal(20))
    RoomFactory(area_m2=Decimal(20)).takes.set([half])  # a hall, the sum of its parts
    RoomFactory(kind=Space.Kind.MACHINE, area_m2=None)
    SpaceFactory(area_m2=Decimal(99), valid_to=date(2020, 1, 1))
    RoomFactory(area_m2=Decimal(12), use="residence")
    RoomFactory(area_m2=Decimal(800), kind="area", use="outdoor")

    assert building_figures() == BuildingFigures(
        m2=Decimal(162),
        usable_m2=Decimal(132),
        outdoor_m2=Decimal(800),
        residence_m2=Decimal(12),
        units=3,
        free_units=1,
        free_m2=Decimal(40),
        reserved_units=0,
    )


def test_figures_of_an_empty_building_are_zero(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert building_figures() == BuildingFigures(*[Decimal(0)] * 4, 0, 0, Decimal(0), 0)
