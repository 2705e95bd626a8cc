"""The building on any day, and what its plan shows."""

import re
from datetime import date

import pytest
import time_machine

from spaces.plans.models import PlanBackground
from tests.factories.members import CompanyFactory
from tests.factories.pictures import stored
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    SpaceFactory,
)
from tests.html import squeezed

pytestmark = pytest.mark.django_db
SQUARE = [[0, 0], [200, 0], [200, 200], [0, 200]]
PAGE = "/spaces/buildings/mill/"


@pytest.fixture
def unit():
    """Held by Argine until May 2021, then by Nodo; under works in 2018."""
    floor = FloorFactory(building=BuildingFactory(name="Mill", slug="mill"), name="Ground floor")
    FloorFactory(building=floor.building, level=1, name="First floor")
    FloorPlanFactory(floor=floor, valid_from=date(2018, 1, 1), shapes={"A1": SQUARE})
    unit = SpaceFactory(code="A1", floor=floor)
    ConditionFactory(space=unit, state="under_works", start_on=date(2018, 1, 1), end_on=date(2019, 1, 1))
    ConditionFactory(space=unit, state="usable", start_on=date(2019, 1, 1))
    AllocationFactory(
        unit=unit, company=CompanyFactory(name="Argine"), start_on=date(2019, 1, 1), end_on=date(2021, 5, 1)
    )
    AllocationFactory(unit=unit, company=CompanyFactory(name="Nodo"), start_on=date(2021, 5, 1))
    return unit


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2018-06-01", "A1: works in progress, 50 m²"),
        ("2021-04-30", "A1: Argine, craft, 50 m²"),
        ("2021-05-01", "A1: Nodo, craft, 50 m²"),
        ("", "A1: Nodo, craft, 50 m²"),
    ],
)
def test_the_plan_shows_who_held_it_on_the_day(client, unit, day, title):
    response = client.get(PAGE, {"on": day})

    assert [shape.title for shape in response.context["view"].drawing.shapes] == [title]


def test_before_the_first_plan_the_page_says_that_none_is_known(client, unit):
    html = client.get(PAGE, {"on": "2017-12-31"}).content.decode()

    assert "There is no plan of this floor for 31 December 2017." in html
    assert '<th scope="row"><a href="/spaces/A1/?on=2017-12-31">A1</a></th>' in html


def test_spaces_that_are_not_on_the_plan_are_named(client, unit):
    SpaceFactory(code="A9", floor=unit.floor)

    html = squeezed(client.get(PAGE).content.decode())

    assert "This plan has been valid since 1 January 2018. Not on the plan: A9." in html


NO_DAY = "This is not a valid date. Write it like this: 2024-03-31."
OUT_OF_RANGE = "Choose a day from 1 Jan 1900 to 31 Dec 2036."


@pytest.mark.parametrize("address", [PAGE, "/spaces/", "/spaces/A1/"])
@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-02-30", NO_DAY),
        ("yesterday", NO_DAY),
        ("01/05/2019", NO_DAY),
        ("2019-05-01T10:00", NO_DAY),
        ("\x00", NO_DAY),
        ("9" * 5000, NO_DAY),
        ("1899-12-31", OUT_OF_RANGE),
        ("2037-01-01", OUT_OF_RANGE),
        ("9999-12-31", OUT_OF_RANGE),
        ("0001-01-01", OUT_OF_RANGE),
    ],
)
def test_a_day_that_is_none_is_named_beside_the_field_and_today_is_shown(client, unit, address, day, text):
    with time_machine.travel(date(2026, 11, 25)):
        response = client.get(address, {"on": day})

    assert response.status_code == 200
    assert response.context["when"].errors == {"on": [text]}
    assert text in response.content.decode()


def test_the_links_of_the_page_keep_the_day_the_floor_and_the_layer(client, unit):
    html = client.get(PAGE, {"on": "2020-06-01", "layer": "vacancy"}).content.decode()

    assert 'href="?floor=1&amp;layer=vacancy&amp;on=2020-06-01"' in html
    assert 'href="?layer=condition&amp;floor=0&amp;on=2020-06-01"' in html
    assert '<input type="hidden" name="layer" value="vacancy">' in html
    assert '<input type="hidden" name="floor" value="0">' in html
    assert 'href="/spaces/buildings/mill/?floor=0&amp;layer=vacancy">Back to today</a>' in html
    assert 'href="/spaces/?on=2020-06-01"' in html
    # in the key of a narrow plan, in the list beside it, in the table
    assert html.count('<a href="/spaces/A1/?on=2020-06-01">') == 3


def test_today_links_say_nothing_of_the_day(client, unit):
    html = client.get(PAGE).content.decode()

    assert not re.search(r'href="[^"]*on=', html)


def test_the_list_of_buildings_shows_the_day_and_keeps_it(client, unit):
    response = client.get("/spaces/", {"on": "2018-06-01"})
    html = response.content.decode()

    assert (response.context["figures"].units, response.context["usable"]) == (1, "0")
    assert 'href="/spaces/buildings/mill/?on=2018-06-01"' in html
    assert 'href="/spaces/buildings/mill/?floor=0&amp;on=2018-06-01"' in html
    assert "The building on the chosen day: 1 June 2018." in html


def test_the_page_of_a_unit_shows_its_holder_of_the_day(client, unit):
    response = client.get("/spaces/A1/", {"on": "2020-06-01"})

    assert response.context["history"].current.text == "Argine"
    assert "As it was on 1 June 2020." in response.content.decode()


@pytest.mark.parametrize(
    ("layer", "heads", "cells"),
    [
        ("field", ["Field of activity", "Allocated to"], ["{field}", "Nodo"]),
        ("vacancy", ["State", "Allocated to"], ["Occupied", "Nodo"]),
        ("condition", ["Condition", "Since", "Allocated to"], ["Usable", "1 Jan 2019", "Nodo"]),
    ],
)
def test_the_table_has_the_facts_of_the_layer(client, unit, layer, heads, cells):
    response = client.get(PAGE, {"layer": layer})
    html = squeezed(response.content.decode())

    field = unit.allocations.latest("start_on").company.field.name
    assert response.context["layer"].name == layer
    assert all(f'<th scope="col">{head}</th>' in html for head in heads)
    assert all(cell.format(field=field) in html.split("<tbody>")[1] for cell in cells)
    assert f'href="?layer={layer}&amp;floor=0" aria-current="true"' in html


def test_an_unknown_layer_is_not_found(client, unit):
    assert client.get(PAGE, {"layer": "price"}).status_code == 404


def test_a_survey_beneath_the_plan_is_shown_as_it_was_written_anew(client, unit):
    plan = unit.floor.plans.get()
    picture = stored(PlanBackground(plan=plan, alt="The survey of 2019"))

    html = squeezed(client.get(PAGE).content.decode())

    assert f'<image href="{picture.large.url}" width="740" height="400"' in html
    assert 'aria-label="The survey of 2019"' in html
