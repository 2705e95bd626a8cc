"""The list of vacant units."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spaces.building.figures import building_figures
from spaces.requests.vacancy import askable_units, vacancies
from tests.events.helpers import text_of
from tests.factories.members import CompanyFactory
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

    assert "Reserved for someone at the moment" in client.get(VACANT).content.decode()


def test_every_page_counts_the_same_units_free_and_reserved(client):
    """The home page named all free units, the list left out those promised, none said some are kept."""
    SpaceFactory(code="FREE")
    OfferFactory(unit__code="OFFERED")
    OfferFactory(unit__code="ACCEPTED", state="accepted", answered_at=timezone.now())
    AllocationFactory(unit__code="NEXT", start_on=timezone.localdate() + timedelta(days=30))
    AllocationFactory(unit__code="SOON", end_on=timezone.localdate() + timedelta(days=30))
    CompanyFactory()
    figures = building_figures()
    assert (figures.free_units, figures.reserved_units) == (4, 3)

    listed = client.get(VACANT)
    assert [one.unit.code for one in listed.context["page_obj"] if one.is_free and one.is_reserved] == [
        "ACCEPTED",
        "NEXT",
        "OFFERED",
    ]
    pages = [" ".join(text_of(client.get(path)).split()) for path in ("/", VACANT, "/spaces/")]
    assert [
        "4 units, 3 of them reserved" in pages[0],
        "4 units free now, 3 of them reserved" in pages[1],
    ] == [
        True,
        True,
    ]
    assert "3 of them reserved" in pages[2]


@pytest.mark.parametrize("code", ["ACCEPTED", "NEXT"])
def test_a_unit_that_is_promised_offers_no_ask(client, code):
    """A unit whose offer was accepted still had the button “Request this unit”."""
    OfferFactory(unit__code="ACCEPTED", state="accepted", answered_at=timezone.now())
    AllocationFactory(unit__code="NEXT", start_on=timezone.localdate() + timedelta(days=30))

    for page in (client.get(f"/spaces/{code}/"), client.get(VACANT)):
        text = text_of(page)
        assert ("Reserved: someone is about to move in" in text, "Request this unit" in text) == (
            True,
            False,
        )
    assert code not in [unit.code for unit in askable_units()]


@pytest.mark.parametrize("page", ["/spaces/OFFERED/", VACANT])
def test_a_unit_on_offer_says_so_on_its_page_as_in_the_list(client, page):
    """Its own page said that it is free, and nothing else."""
    OfferFactory(unit__code="OFFERED")

    text = text_of(client.get(page))

    assert ("Reserved for someone at the moment" in text, "Request this unit" in text) == (True, True)


def test_a_unit_on_offer_says_nothing_of_it_on_the_page_of_a_past_day(client):
    OfferFactory(unit__code="OFFERED")

    text = text_of(client.get(f"/spaces/OFFERED/?on={timezone.localdate() - timedelta(days=1)}"))

    assert ("Reserved" in text, "Request this unit" in text) == (False, False)


def test_the_home_page_leads_by_how_to_join_to_the_vacant_units(client):
    home, join = (client.get(path).content.decode() for path in ("/", "/join/"))
    assert '<a class="button quiet" href="/join/">Join us</a>' in home
    assert f'<a href="{VACANT}">What is free now</a>' in join


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
