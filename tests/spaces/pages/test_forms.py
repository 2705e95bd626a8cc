"""The page of a space in the back-office: its days of use, and what it offers."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.spaces import (
    AllocationFactory,
    RoomFactory,
    SpaceFactory,
)
from tests.spaces.back_office import NO_LINES, change

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        (
            {"valid_to": "2025-01-01"},
            "valid_to",
            "A1 is allocated to Nodo from 1 Jan 2021, with no end date.",
        ),
        (
            {"valid_from": "2022-01-01"},
            "valid_from",
            "A1 is allocated to Nodo from 1 Jan 2021, with no end date.",
        ),
        (
            {"valid_from": "2020-01-01", "valid_to": "2019-01-01"},
            "__all__",
            "The space must go out of use after it comes into use.",
        ),
    ],
)
def test_a_space_is_in_use_while_somebody_holds_it(office, days, field, message):
    held = AllocationFactory(unit__code="A1", company__name="Nodo")
    unit = held.unit if field != "__all__" else SpaceFactory()
    data = {"name": "", "floor": unit.floor_id, "area_m2": "62,5", "description": "", "features": ""}
    data |= NO_LINES | {"use": "work"}

    page = office.post(f"{UNITS}{unit.pk}/change/", {"valid_from": "", "valid_to": ""} | data | days)

    assert page.context["adminform"].form.errors == {field: [message]}


def test_a_space_somebody_has_booked_stays_in_use_until_then(office, booked, tomorrow):
    room = booked(RoomFactory(code="R1", name="Hall"), tomorrow).space
    data = {"name": "", "floor": room.floor_id, "area_m2": "20", "is_bookable": "on", "valid_from": ""}
    data |= NO_LINES | {"use": "work"}

    page = office.post(f"{UNITS}{room.pk}/change/", data | {"valid_to": tomorrow.date().isoformat()})

    [error] = page.context["adminform"].form.errors["valid_to"]
    assert error.startswith("R1 Hall is taken by ")


def faults(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-2"}, "capacity"),
        ({"area_m2": "0"}, "area_m2"),
        ({"area_m2": ""}, "area_m2"),
        ({"use": "moon"}, "use"),
    ],
)
def test_a_space_for_nobody_or_without_area_is_refused(office, fields, fault):
    response = change(office, SpaceFactory(), [], **fields)
    assert list(faults(response)) == [fault]


def test_an_area_is_taken_with_a_comma_and_features_as_ticks(office):
    unit = SpaceFactory()
    change(office, unit, [], area_m2="62,5", capacity="4", has_water="on", is_step_free="on")
    unit.refresh_from_db()
    assert (unit.area_m2, unit.capacity) == (Decimal("62.5"), 4)
    assert [feature.code for feature in unit.offered] == ["water", "step-free"]


def test_spaces_are_listed_by_what_they_offer(office):
    SpaceFactory(has_extraction=True, code="X1")
    SpaceFactory()
    response = office.get(reverse("admin:spaces_space_changelist"), {"offers": "extraction"})
    assert [one.code for one in response.context["cl"].result_list] == ["X1"]
