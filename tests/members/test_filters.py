"""The directory narrowed down."""

from datetime import date

import pytest
from django.http import QueryDict

from members.filters import CompanyFilter
from members.models import Company
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def companies():
    wood, print_, food = (FieldFactory(code=code) for code in ("woodworking", "printing", "food"))
    craft, arts = Company.Vocation.CRAFT, Company.Vocation.ARTS
    CompanyFactory(name="Legno Vivo", line="Joinery in poplar", field=wood, vocation=craft)
    CompanyFactory(name="Città d’Oro", line="Frames", story="Gilding and *foglia*", field=wood, vocation=arts)
    stamperia = CompanyFactory(name="Stamperia", line="Letterpress", field=print_, vocation=craft)
    ProductFactory(company=stamperia, name="Wedding cards", line="On cotton")
    CompanyFactory(name="Forno", line="Bread 100% rye", field=food, vocation=Company.Vocation.FOOD)
    CompanyFactory(name="Gone", field=food, left_on=date(2021, 1, 1))


def directory(query: str = "") -> CompanyFilter:
    return CompanyFilter(QueryDict(query), Company.objects.current().for_list())


def names(query: str) -> list[str]:
    return [company.name for company in directory(query).qs]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Città d’Oro", "Forno", "Legno Vivo", "Stamperia"]),
        ("q=LEGNO", ["Legno Vivo"]),
        ("q=joinery", ["Legno Vivo"]),
        ("q=FOGLIA", ["Città d’Oro"]),
        ("q=CITT%C3%80", ["Città d’Oro"]),
        ("q=d%E2%80%99oro", ["Città d’Oro"]),
        ("q=WEDDING", ["Stamperia"]),
        ("q=cotton letter", ["Stamperia"]),
        ("q=cotton poplar", []),
        ("q=100%25", ["Forno"]),
        ("q=%25", ["Forno"]),
        ("q=_", []),
        ("q=.*", []),
        ("q=(", []),
        ("q=\\", []),
        ("q=++", ["Città d’Oro", "Forno", "Legno Vivo", "Stamperia"]),
        ("field=woodworking", ["Città d’Oro", "Legno Vivo"]),
        ("field=woodworking&field=food", ["Città d’Oro", "Forno", "Legno Vivo"]),
        ("vocation=craft", ["Legno Vivo", "Stamperia"]),
        ("field=woodworking&vocation=craft", ["Legno Vivo"]),
        ("field=woodworking&vocation=craft&q=poplar", ["Legno Vivo"]),
        ("field=food&vocation=craft", []),
    ],
)
def test_alternatives_in_a_group_and_groups_narrow_each_other(companies, query, found):
    assert names(query) == found
    assert directory(query).total == len(found)


@pytest.mark.parametrize("query", ["field=nonsense", "vocation=nonsense", "q=%00", f"q={'x' * 101}"])
def test_what_is_not_understood_is_named_and_left_out(companies, query):
    filtered = directory(query)
    assert [company.name for company in filtered.qs] == names("")
    assert list(filtered.form.errors) == [query.split("=")[0]]


def counts(query: str) -> dict[str, dict[str, int]]:
    return {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in directory(query).facets
    }


def test_boxes_count_what_they_would_show(companies):
    assert counts("") == {
        "field": {"food": 1, "printing": 1, "woodworking": 2},
        "vocation": {"craft": 2, "arts": 1, "food": 1},
    }


def test_counts_heed_the_other_group_and_not_their_own(companies):
    assert counts("vocation=craft") == {
        "field": {"printing": 1, "woodworking": 1},
        "vocation": {"craft": 2, "arts": 1, "food": 1},
    }
    assert counts("field=food") == {
        "field": {"food": 1, "printing": 1, "woodworking": 2},
        "vocation": {"food": 1},
    }


def test_counts_heed_the_words(companies):
    assert counts("q=poplar") == {"field": {"woodworking": 1}, "vocation": {"craft": 1}}


def test_a_ticked_box_stays_even_when_it_finds_nothing(companies):
    assert counts("field=food&vocation=craft")["field"] == {"food": 0, "printing": 1, "woodworking": 1}
    chosen = [option.value for option in directory("field=food").facets[0].options if option.is_chosen]
    assert chosen == ["food"]


def test_one_query_counts_all_boxes(companies, django_assert_num_queries):
    filtered = directory("q=o&field=woodworking&vocation=craft")
    with django_assert_num_queries(1):
        assert (len(filtered.facets), filtered.total) == (2, 1)
