"""The directory narrowed down."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import hooks
from members.companies.models import Company
from members.directory.filters import CompanyFilter
from members.profile.models import Term
from tests.factories.members import CompanyFactory, FieldFactory, MachineFactory, ProductFactory, TermFactory

pytestmark = pytest.mark.django_db
EVERYBODY = ["Città d’Oro", "Forno", "Legno Vivo", "Stamperia"]


@pytest.fixture
def companies():
    wood, print_, food = (FieldFactory(code=code) for code in ("cork", "print", "bread"))
    craft, arts = Company.Vocation.CRAFT, Company.Vocation.ARTS
    oak, cotton = TermFactory(name="oak"), TermFactory(name="cotton")
    cards = TermFactory(name="cards", kind=Term.Kind.PRODUCT)
    legno = CompanyFactory(
        name="Legno Vivo", line="Joinery in poplar", field=wood, vocation=craft, takes_visits=True
    )
    ProductFactory(company=legno, name="Doors", terms=[oak], stages=["design", "repair"])
    oro = CompanyFactory(name="Città d’Oro", line="Frames", field=wood, second_field=print_, vocation=arts)
    ProductFactory(company=oro, name="Frames", terms=[oak], stages=["design"])
    stamperia = CompanyFactory(
        name="Stamperia", line="Letterpress", field=print_, vocation=craft, takes_commissions=True
    )
    ProductFactory(company=stamperia, name="Wedding cards", line="On cotton", terms=[cotton, cards])
    MachineFactory(company=stamperia, name="Press", term=TermFactory(name="press", kind=Term.Kind.MACHINE))
    CompanyFactory(name="Forno", line="Bread 100% rye", field=food, vocation=Company.Vocation.FOOD)
    CompanyFactory(name="Gone", field=food, left_on=date(2021, 1, 1))


@pytest.fixture
def places(companies):
    """Two companies in two buildings."""

    def places_of_all():
        legno, forno = (Company.objects.get(name=name).pk for name in ("Legno Vivo", "Forno"))
        return hooks.Places({"mill": "Mill", "barn": "Barn"}, {legno: ["mill", "barn"], forno: ["mill"]})

    hooks.company_places.register(places_of_all)
    yield places_of_all
    hooks.company_places.unregister(places_of_all)


def directory(query: str = "") -> CompanyFilter:
    return CompanyFilter(QueryDict(query), Company.objects.current())


def names(query: str) -> list[str]:
    return [company.name for company in directory(query).companies()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", EVERYBODY),
        ("q=LEGNO", ["Legno Vivo"]),
        ("q=joinery", ["Legno Vivo"]),
        ("q=CITT%C3%80", ["Città d’Oro"]),
        ("q=citta", ["Città d’Oro"]),
        ("q=d%E2%80%99oro", ["Città d’Oro"]),
        ("q=d'%C3%B2ro", ["Città d’Oro"]),
        ("q=WEDDING", ["Stamperia"]),
        ("q=cotton letter", ["Stamperia"]),
        ("q=cotton poplar", []),
        ("q=press", ["Stamperia"]),
        ("q=oak", ["Città d’Oro", "Legno Vivo"]),
        ("q=100%25", ["Forno"]),
        ("q=%25", ["Forno"]),
        ("q=_", []),
        ("q=.*", []),
        ("q=((", []),
        ("q=\\", []),
        ("q=++", EVERYBODY),
        ("q='", EVERYBODY),
        ("q=le%00tter", ["Stamperia"]),
        ("field=cork", ["Città d’Oro", "Legno Vivo"]),
        ("field=cork&field=bread", ["Città d’Oro", "Forno", "Legno Vivo"]),
        ("field=print", ["Città d’Oro", "Stamperia"]),
        ("vocation=craft", ["Legno Vivo", "Stamperia"]),
        ("field=cork&vocation=craft", ["Legno Vivo"]),
        ("field=cork&vocation=craft&q=poplar", ["Legno Vivo"]),
        ("field=bread&vocation=craft", []),
        ("stage=repair", ["Legno Vivo"]),
        ("stage=repair&stage=design", ["Città d’Oro", "Legno Vivo"]),
        ("material=oak", ["Città d’Oro", "Legno Vivo"]),
        ("material=oak&material=cotton&open=commissions", ["Stamperia"]),
        ("product=cards", ["Stamperia"]),
        ("machine=press", ["Stamperia"]),
        ("open=visits&open=commissions", ["Legno Vivo", "Stamperia"]),
        ("open=apprentices", []),
        ("place=mill", ["Forno", "Legno Vivo"]),
        ("place=barn&vocation=craft", ["Legno Vivo"]),
    ],
)
def test_alternatives_in_a_group_and_groups_narrow_each_other(places, query, found):
    assert names(query) == found
    assert directory(query).total == len(found)


def test_names_are_sorted_as_people_sort_them():
    for name in ("Zeta", "àncora", "Barca", "alfa"):
        CompanyFactory(name=name)
    assert names("") == ["alfa", "àncora", "Barca", "Zeta"]


@pytest.mark.parametrize(
    "query",
    [
        *("field=nonsense", "vocation=nonsense", "stage=x", "product=oak", "material=%00", "machine=press2"),
        *("place=moon", "open=everything", "colour=red", "field=", "page=1"),
    ],
)
def test_what_nobody_knows_is_as_if_it_were_not_there(companies, query):
    asked = directory(query)
    assert [company.name for company in asked.companies()] == EVERYBODY
    assert (asked.is_narrowed, asked.chosen_count, asked.chips, asked.query) == (False, 0, [], "?")


def test_a_word_that_was_taken_out_narrows_no_more(companies):
    for product in Term.objects.get(slug="oak").products.all():
        product.terms.clear()
    Term.objects.filter(slug="oak").delete()
    assert names("material=oak&vocation=arts") == ["Città d’Oro"]


def test_a_long_search_is_cut(companies):
    assert directory(f"q={'x' * 200}").text == "x" * 100


def counts(query: str) -> dict[str, dict[str, int]]:
    return {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in directory(query).facets
    }


def test_boxes_count_what_they_would_show(places):
    assert counts("") == {
        "field": {"cork": 2, "print": 2, "bread": 1},
        "main": {"cork": 2, "print": 1, "bread": 1},
        "vocation": {"craft": 2, "arts": 1, "food": 1},
        "craft": {"none": 4},
        "stage": {"design": 2, "repair": 1},
        "product": {"cards": 1},
        "material": {"oak": 2, "cotton": 1},
        "machine": {"press": 1},
        "place": {"mill": 2, "barn": 1},
        "open": {"visits": 1, "commissions": 1},
    }


def test_companies_are_found_by_main_field_craft_and_age(companies):
    year = timezone.localdate().year
    Company.objects.filter(name="Forno").update(founded=year - 4)
    Company.objects.filter(name="Legno Vivo").update(founded=year - 5, craft="self_declared")
    Company.objects.filter(name="Stamperia").update(founded=9999)
    assert names("field=print") == ["Città d’Oro", "Stamperia"]
    assert names("main=print") == ["Stamperia"]
    assert names("craft=self_declared") == ["Legno Vivo"]
    assert (names("age=0-4"), names("age=5-9"), names("age=50")) == (["Forno"], ["Legno Vivo"], [])
    assert [chip.label for chip in directory("main=print&age=0-4").chips] == [
        "Main field: Print",
        "0–4 years",
    ]


def test_counts_heed_the_other_groups_and_not_their_own(companies):
    both = counts("vocation=craft&field=cork")
    assert both["field"] == {"cork": 1, "print": 1}
    assert both["vocation"] == {"craft": 1, "arts": 1}
    assert both["material"] == {"oak": 1}
    assert "machine" not in both


def test_counts_heed_the_words(companies):
    assert counts("q=poplar")["field"] == {"cork": 1}


def test_a_ticked_box_stays_even_when_it_finds_nothing(companies):
    assert counts("field=bread&vocation=craft")["field"] == {"cork": 1, "print": 1, "bread": 0}
    chosen = [option.value for option in directory("field=bread").facets[0].options if option.is_chosen]
    assert chosen == ["bread"]


def test_a_long_group_shows_the_commonest_boxes_and_those_ticked():
    materials = [TermFactory(name=f"stuff {number:02}") for number in range(60)]
    ProductFactory(terms=materials)
    ProductFactory(terms=materials[:1])

    [facet] = [facet for facet in directory("material=stuff-59").facets if facet.name == "material"]

    shown = [option.value for option in facet.options]
    assert shown == ["stuff-00", *(f"stuff-{number:02}" for number in range(1, 48)), "stuff-59"]
    assert (facet.left_out, facet.chosen) == (11, 1)


def test_each_chip_leads_to_the_page_without_it(companies):
    asked = directory("q=d&field=cork&field=print&vocation=craft&page=2&colour=red")
    assert [(chip.label, chip.href) for chip in asked.chips] == [
        ("Cork", "?q=d&field=print&vocation=craft"),
        ("Print", "?q=d&field=cork&vocation=craft"),
        ("Craft", "?q=d&field=cork&field=print"),
    ]
    assert asked.cleared == "?q=d"
    assert asked.query == "?q=d&field=cork&field=print&vocation=craft"


@pytest.mark.parametrize("query", ["", "q=o", "q=o&field=cork&vocation=craft&material=oak&stage=design"])
def test_three_queries_and_that_of_the_places_count_all_boxes(companies, query):
    with CaptureQueriesContext(connection) as queries:
        asked = directory(query)
        assert (asked.total >= 0, bool(asked.facets), asked.query[0]) == (True, True, "?")
    assert len(queries) == 4 + query.startswith("q=")  # words: also codes of units and names of buildings
