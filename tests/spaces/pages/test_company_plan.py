"""The directory on the plan, and the places it can be narrowed by."""

import pytest
from django.http import QueryDict

from members.companies.models import Company
from members.directory.filters import CompanyFilter
from spaces.allocations.company_units import places_of_all
from spaces.plans.drawing import draw_floor
from spaces.plans.facts import SpaceFacts
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    FloorFactory,
    FloorPlanFactory,
    SpaceFactory,
)

PLAN = "/spaces/companies/"
SQUARE = [[0, 0], [100, 0], [100, 100], [0, 100]]
BESIDE = [[100, 0], [200, 0], [200, 100], [100, 100]]


@pytest.fixture
def mill(db):
    """Legno and Forno on the ground floor, Cera above, Aria nowhere."""
    building = BuildingFactory(name="Mill", slug="mill")
    ground = FloorFactory(building=building, level=0, name="Ground floor")
    upper = FloorFactory(building=building, level=1, name="First floor")
    for name, code, floor, vocation in (
        ("Legno", "A1", ground, Company.Vocation.CRAFT),
        ("Forno", "A2", ground, Company.Vocation.FOOD),
        ("Cera", "B1", upper, Company.Vocation.CRAFT),
    ):
        company = CompanyFactory(name=name, slug=name.lower(), vocation=vocation)
        AllocationFactory(company=company, unit=SpaceFactory(code=code, floor=floor))
    CompanyFactory(name="Aria", slug="aria", vocation=Company.Vocation.ARTS)
    FloorPlanFactory(floor=ground, width=740, shapes={"A1": SQUARE, "A2": BESIDE})
    FloorPlanFactory(floor=upper, width=740, shapes={"B1": SQUARE})
    return building


def shapes_of(response) -> dict[str, str]:
    """Style of each unit by its code."""
    views = response.context["views"]
    return {shape.code.text: shape.css for view in views if view.drawing for shape in view.drawing.shapes}


def companies_of(response) -> list[tuple[str, list[str]]]:
    return [(one.name, [unit.code for unit in units]) for one, units in response.context["companies"]]


def test_without_a_choice_the_plan_is_the_usual_one(mill, client):
    response = client.get(PLAN)
    assert shapes_of(response) == {"A1": "unit craft", "A2": "unit making", "B1": "unit craft"}
    assert companies_of(response) == [("Aria", []), ("Cera", ["B1"]), ("Forno", ["A2"]), ("Legno", ["A1"])]


def test_units_of_what_fits_are_lit_and_the_others_faded(mill, client):
    response = client.get(PLAN, {"vocation": "craft"})
    assert shapes_of(response) == {
        "A1": "unit craft lit",
        "A2": "unit making faded",
        "B1": "unit craft lit",
    }
    assert companies_of(response) == [("Cera", ["B1"]), ("Legno", ["A1"])]
    page = response.content.decode()
    assert "<title>A1: Legno, matches your selection; craft, 50 m²</title>" in page
    assert "<title>A2: Forno, food and farming, 50 m²</title>" in page
    assert '<a href="/companies/?vocation=craft">' in page


def test_only_floors_with_something_to_find_are_shown(mill, client):
    response = client.get(PLAN, {"q": "forno"})
    assert [view.floor.name for view in response.context["views"]] == ["Ground floor"]
    assert "With the words “forno”" in response.content.decode()


def test_companies_without_a_unit_are_in_the_list(mill, client):
    response = client.get(PLAN, {"vocation": "arts"})
    assert companies_of(response) == [("Aria", [])]
    assert "No unit is allocated to any of these companies today." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "words"), [("q=submarine", "No company found"), ("vocation=design", "No company found")]
)
def test_when_nobody_fits_it_says_what_to_do(mill, client, query, words):
    assert words in client.get(f"{PLAN}?{query}").content.decode()


def test_an_empty_directory_says_how_it_fills(db, client):
    assert "No companies yet" in client.get(PLAN).content.decode()


def test_a_floor_without_a_plan_says_so(client, db):
    AllocationFactory()
    assert "No plan of this floor is drawn yet." in client.get(PLAN).content.decode()


def test_the_faded_have_no_words_inside_and_stand_in_the_key():
    facts = [
        SpaceFacts("A1", "unit", "/a1/", holder="Legno", vocation="craft", is_lit=True),
        SpaceFacts("A2", "unit", "/a2/", holder="Forno", vocation="food", is_lit=False),
        SpaceFacts("R1", "room", "/r1/", state="under_works", is_lit=False),
    ]
    far = [[x + 200, y] for x, y in SQUARE]

    drawing = draw_floor(300, 100, {"A1": SQUARE, "A2": BESIDE, "R1": far}, [], facts)

    words = {shape.code.text: [line.text for line in shape.lines] for shape in drawing.shapes}
    assert words == {"A1": ["Legno"], "A2": [], "R1": []}
    assert [kind for kind, _word, _hatch in drawing.key] == ["lit", "faded"]
    assert drawing.hatches == set()


# Places to tick in the directory


def test_places_are_buildings_and_the_floors_where_several_are_held(mill):
    barn = FloorFactory(building=BuildingFactory(name="Barn", slug="barn", position=1), level=-1)
    both = Company.objects.get(name="Cera")
    AllocationFactory(company=both, unit=SpaceFactory(floor=barn))
    AllocationFactory(company=both, unit=SpaceFactory(floor=barn))

    places = places_of_all()

    assert list(places.names.items()) == [
        ("mill", "Mill"),
        ("mill.0", "Mill, Ground floor"),
        ("mill.1", "Mill, First floor"),
        ("barn", "Barn"),
    ]
    assert set(places.of[both.pk]) == {"mill", "mill.1", "barn"}


def test_places_of_today_only(mill):
    gone = Company.objects.get(name="Forno").allocations.get()
    gone.end_on = gone.start_on.replace(year=2022)
    gone.save()
    assert gone.company_id not in places_of_all().of


def test_companies_are_found_by_their_place(mill):
    found = CompanyFilter(QueryDict("place=mill.0"), Company.objects.current())
    assert [one.name for one in found.listed] == ["Forno", "Legno"]
    [facet] = [facet for facet in found.facets if facet.name == "place"]
    assert [(one.label, one.count, one.is_chosen) for one in facet.options] == [
        ("Ground floor", 2, True),
        ("First floor", 1, False),
    ]


def test_the_only_floor_of_the_only_building_is_no_place_to_choose(db):
    AllocationFactory()
    assert places_of_all().names == {}


def test_places_take_one_query(mill, django_assert_num_queries):
    with django_assert_num_queries(1):
        places_of_all()
