"""Filters of the list of spaces in the back-office."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.governance import ResolutionFactory
from tests.factories.spaces import (
    AllocationFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("free_on=2022-05-01", ["FREE"]),
        ("free_on=2020-05-01", ["ENDING", "FREE", "HELD"]),
        ("free_on=nonsense", ["ENDING", "FREE", "HELD"]),
        ("free_on=2026-99-01", ["ENDING", "FREE", "HELD"]),
        ("ending=soon", ["ENDING"]),
        ("ending=no_decision", ["ENDING"]),
    ],
)
def test_spaces_are_filtered_by_day_end_and_decision(office, query, codes):
    SpaceFactory(code="FREE")
    AllocationFactory(unit__code="HELD", resolution=ResolutionFactory())
    AllocationFactory(unit__code="ENDING", end_on=timezone.localdate() + timedelta(days=80))

    response = office.get(f"{UNITS}?{query}")

    assert sorted(space.code for space in response.context["cl"].queryset) == codes


def test_a_day_is_chosen_with_the_other_filters_kept(office):
    unit = SpaceFactory(code="A1")
    SpaceFactory(code="B1")

    page = office.get(f"{UNITS}?floor={unit.floor_id}&free_on=2025-01-01")

    assert [space.code for space in page.context["cl"].queryset] == ["A1"]
    assert f'<input type="hidden" name="floor" value="{unit.floor_id}">' in page.content.decode()
