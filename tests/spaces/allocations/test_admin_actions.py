"""Ending and extending allocations in the back-office."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from tests.factories.spaces import (
    AllocationFactory,
    SpaceFactory,
)
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


def test_a_unit_is_ended_from_the_list_of_spaces(office):
    held = AllocationFactory(unit__code="A1")
    wanted = {"end_on": "2025-09-01", "end_resolution": "", "end_reason": "Moves out"}

    Steps(office, UNITS, "end_unit", held.unit, **wanted).do()
    empty = SpaceFactory(code="A2")
    page = office.post(UNITS, {"action": "end_unit", ACTION_CHECKBOX_NAME: [empty.pk]}, follow=True)

    held.refresh_from_db()
    assert held.end_on == date(2025, 9, 1)
    assert messages_of(page) == ["A2 is not allocated to anyone."]


def test_an_allocation_is_extended_in_three_steps(office):
    held = AllocationFactory(unit__code="A1", company__name="Nodo", end_on=date(2025, 5, 1))
    steps = Steps(office, ALLOCATIONS, "extend", held, end_on="", resolution="", reason="Goes well")

    changes = steps.changes()
    page = steps.do()

    assert changes["Nodo"] == ("from 1 Jan 2021, free from 1 May 2025", "since 1 Jan 2021")
    assert changes["m² free on 1 May 2025"] == ("50", "0")
    assert messages_of(page) == ["Nodo stays in A1: since 1 May 2025."]
