"""Spaces in the back-office: their lists and who may open them."""

import pytest

from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.mark.parametrize("model", ["building", "floor", "floorplan", "space", "allocation", "booking"])
def test_every_list_opens_and_nothing_can_be_deleted(office, model):
    AllocationFactory()
    BookingFactory()

    response = office.get(f"/admin/spaces/{model}/")

    assert response.status_code == 200
    assert "delete_selected" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_spaces_takes_the_same_queries_for_any_number(
    office, count, django_assert_max_num_queries
):
    for _number in range(count):
        AllocationFactory(unit__floor__building__name="Villa" + "x" * _number)

    with django_assert_max_num_queries(12):
        office.get(UNITS)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("free=yes", ["FREE"]),
        ("free=empty", ["FREE", "WORKS"]),
        ("free=no", ["HELD"]),
        ("condition=under_works", ["WORKS"]),
        ("condition=none", ["FREE", "HELD", "ROOM"]),
        ("kind__exact=room", ["ROOM"]),
    ],
)
def test_spaces_are_filtered_by_who_holds_them_and_their_condition(office, query, codes):
    AllocationFactory(unit__code="HELD")
    SpaceFactory(code="FREE")
    ConditionFactory(space__code="WORKS", state="under_works")
    RoomFactory(code="ROOM")

    response = office.get(f"{UNITS}?{query}")

    assert sorted(space.code for space in response.context["cl"].queryset) == codes


@pytest.mark.parametrize("path", [UNITS, ALLOCATIONS, "/admin/spaces/booking/"])
def test_members_do_not_enter_the_back_office(client_of, representative, path):
    assert client_of(representative).get(path).status_code == 302
