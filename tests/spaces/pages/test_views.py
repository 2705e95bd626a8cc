"""Pages of the building and its spaces."""

from datetime import date

import pytest

from spaces.allocations.services import void_allocation
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


SQUARE = [[0, 0], [200, 0], [200, 200], [0, 200]]


@pytest.fixture
def floor():
    floor = FloorFactory(building=BuildingFactory(name="Villa 27", slug="villa-27"), name="Ground floor")
    FloorPlanFactory(floor=floor, shapes={"A1": SQUARE, "A2": SQUARE, "A3": SQUARE}, walls=[SQUARE])
    return floor


def test_the_plan_shows_who_holds_what_as_links_and_as_a_table(client, floor):
    AllocationFactory(unit=SpaceFactory(code="A1", floor=floor), company=CompanyFactory(name="Nodo"))
    SpaceFactory(code="A2", floor=floor)
    ConditionFactory(space=SpaceFactory(code="A3", floor=floor), state="under_works")

    html = client.get("/spaces/buildings/villa-27/").content.decode()

    assert html.count('<a href="/spaces/A1/">') == 3  # the shape, its name on a narrow screen, the table
    assert "<title>A1: Nodo, craft, 50 m²</title>" in html
    assert "<title>A2: free, 50 m²</title>" in html
    assert "<title>A3: works in progress, 50 m²</title>" in html
    assert '<span class="label free">Free</span>' in html
    assert '<span class="label works">Works in progress</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("wanted", "status"), [("1", 200), ("", 200), ("7", 404), ("x", 404), ("9" * 40, 404)]
)
def test_a_floor_is_asked_for_by_its_level(client, floor, wanted, status):
    FloorFactory(building=floor.building, level=1, name="First floor")

    response = client.get("/spaces/buildings/villa-27/", {"floor": wanted})

    assert response.status_code == status
    if status == 200:
        assert response.context["floor"].level == (1 if wanted else 0)


def test_an_empty_portal_says_what_to_do_next(client):
    response = client.get("/spaces/")

    assert "No building yet" in response.content.decode()


def test_the_plan_leads_to_the_first_building(client, floor):
    assert client.get("/spaces/plan/").url == "/spaces/buildings/villa-27/"


def test_the_plan_without_a_building_leads_to_the_list(client):
    assert client.get("/spaces/plan/").url == "/spaces/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_buildings_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    for _number in range(count):
        AllocationFactory(unit__floor=FloorPlanFactory().floor)

    with django_assert_num_queries(8):
        client.get("/spaces/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_building_takes_the_same_queries_for_any_number(client, floor, django_assert_num_queries, count):
    for _number in range(count):
        AllocationFactory(unit__floor=floor)

    with django_assert_num_queries(10):
        client.get("/spaces/buildings/villa-27/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_takes_the_same_queries_for_any_history(client, floor, django_assert_num_queries, count):
    unit = SpaceFactory(code="A1", floor=floor)
    for year in range(2015, 2015 + count):
        AllocationFactory(unit=unit, start_on=date(year, 1, 1), end_on=date(year + 1, 1, 1))

    with django_assert_num_queries(11):
        client.get("/spaces/A1/")


def test_the_page_of_a_unit_shows_its_occupiers_over_time(client, floor):
    unit = SpaceFactory(code="A1", floor=floor)
    AllocationFactory(unit=unit, company__name="Argine", start_on=date(2018, 1, 1), end_on=date(2021, 1, 1))
    AllocationFactory(unit=unit, company__name="Nodo", resolution=ResolutionFactory(is_published=True))
    mistake = AllocationFactory(
        unit=unit, company__name="Mistake", start_on=date(2015, 1, 1), end_on=date(2016, 1, 1)
    )
    void_allocation(mistake, reason="Wrong unit", by=None)

    response = client.get("/spaces/A1/")

    assert [(line.text, line.is_now) for line in response.context["history"].holders] == [
        ("Nodo", True),
        ("Argine", False),
    ]
    html = response.content.decode()
    assert "<title>Argine, from 1 Jan 2018, free from 1 Jan 2021</title>" in html
    assert "Mistake" not in html


def test_drawings_keep_the_point_in_italian(client, floor):
    SpaceFactory(code="A1", floor=floor)
    AllocationFactory(unit__code="A2", unit__floor=floor)

    html = client.get("/spaces/A2/", headers={"accept-language": "it"}).content.decode()

    assert 'viewBox="0 0 740 400"' in html
    assert not any("," in part.split('"')[0] for part in html.split(' x="')[1:])


def test_a_reason_is_for_members_to_read(client, client_of, floor, collaborator):
    AllocationFactory(unit__code="A1", unit__floor=floor, reason="Handed over early")

    seen = [
        "Handed over early" in one.get("/spaces/A1/").content.decode()
        for one in (client, client_of(collaborator))
    ]

    assert seen == [False, True]


@pytest.mark.parametrize("code", ["ZZ", "plan ", "%00", "a" * 300])
def test_an_unknown_space_is_not_found(client, code):
    assert client.get(f"/spaces/{code}/").status_code == 404


def test_who_ended_an_allocation_is_for_members_to_read(client, client_of, floor, collaborator):
    unit = SpaceFactory(code="A1", floor=floor)
    person = UserFactory(name="Ida Rossi")
    AllocationFactory(unit=unit, start_on=date(2018, 1, 1), end_on=date(2021, 1, 1), ended_by=person)

    member, visitor = (who.get("/spaces/A1/").content.decode() for who in (client_of(collaborator), client))

    assert ("ended by Ida Rossi" in member, "Ida Rossi" in visitor) == (True, False)
