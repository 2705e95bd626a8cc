"""The list of vacant units."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spaces.requests.vacancy import askable_units, vacancies
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    OfferFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


VACANT, NEW = "/spaces/vacant/", "/spaces/requests/new/"


def test_the_list_holds_what_is_free_now_or_soon():
    today = timezone.localdate()
    soon = today + timedelta(days=100)
    AllocationFactory(unit__code="FREED", end_on=date(2025, 3, 1))
    AllocationFactory(unit__code="SOON", end_on=soon)
    AllocationFactory(unit__code="HELD")
    AllocationFactory(unit__code="LATE", end_on=today + timedelta(days=500))
    promised = AllocationFactory(unit__code="NEXT", end_on=soon).unit
    AllocationFactory(unit=promised, start_on=soon)
    ConditionFactory(space__code="WORKS", state="under_works")
    ConditionFactory(space__code="DONE", start_on=date(2024, 5, 1))
    SpaceFactory(code="GONE", valid_to=today)
    SpaceFactory(code="COMING", valid_from=today + timedelta(days=1))
    RoomFactory(code="ROOM")

    found = [(one.unit.code, one.day, one.is_free) for one in vacancies(askable_units())]

    assert found == [
        ("DONE", date(2024, 5, 1), True),
        ("FREED", date(2025, 3, 1), True),
        ("SOON", soon, False),
    ]


def test_a_unit_kept_for_somebody_says_so(client):
    OfferFactory(unit__code="A1")

    assert "Kept for somebody at the moment" in client.get(VACANT).content.decode()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("least=50", ["B1"]),
        ("most=49", ["A1"]),
        ("q=water", ["A1"]),
        ("building=south", ["B1"]),
        ("least=much", ["A1", "B1"]),
    ],
)
def test_vacant_units_are_narrowed_by_the_address(client, query, codes):
    SpaceFactory(code="A1", area_m2=40, features="Water, drain")
    SpaceFactory(code="B1", area_m2=60, floor__building__slug="south")

    page = client.get(f"{VACANT}?{query}")

    assert sorted(one.unit.code for one in page.context["page_obj"]) == codes


def test_members_download_the_vacant_units(client, client_of, representative):
    SpaceFactory(code="A1", features="=1+1")

    assert client.get(f"{VACANT}?format=csv").status_code == 403
    rows = client_of(representative).get(f"{VACANT}?format=csv").content.decode().splitlines()
    assert rows[1].startswith("A1,")
    assert rows[1].endswith("'=1+1")
