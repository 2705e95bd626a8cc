"""The pages of the directory."""

import re
from datetime import date

import pytest

from tests.factories.members import CompanyFactory, FieldFactory
from tests.html import squeezed

pytestmark = pytest.mark.django_db
LIST = "/companies/"
NOINDEX = '<meta name="robots" content="noindex">'


def test_the_directory_lists_current_companies_by_name(client):
    for name, dates in (("Zeta", {}), ("Alfa", {}), ("Gone", {"left_on": date(2021, 1, 1)})):
        CompanyFactory(name=name, slug=name.lower(), **dates)
    CompanyFactory(name="Soon", joined_on=date(2999, 1, 1))
    cards = client.get(LIST).context["cards"]
    assert [company.name for company, _cover, _facts in cards] == ["Alfa", "Zeta"]


def test_the_directory_shows_24_companies_a_page_and_keeps_the_search(client):
    CompanyFactory.create_batch(25, line="Chairs")
    first = client.get(LIST, {"q": "chairs"})
    second = client.get(LIST, {"q": "chairs", "page": 2})
    assert (len(first.context["cards"]), len(second.context["cards"])) == (24, 1)
    assert first.context["page_obj"].paginator.count == 25
    assert "?q=chairs&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 40])
def test_a_page_that_does_not_exist_shows_one_that_does(client, page):
    CompanyFactory.create_batch(2)
    assert len(client.get(LIST, {"page": page}).context["cards"]) == 2


def test_an_empty_directory_says_how_it_fills(client):
    assert "No companies yet" in client.get(LIST).content.decode()


def test_a_search_without_result_says_what_to_do(client):
    CompanyFactory()
    page = client.get(LIST, {"q": "submarine"}).content.decode()
    assert "No company found" in page
    assert "Show all companies" in page


def test_what_the_directory_does_not_understand_is_no_error(client):
    CompanyFactory(name="Alfa")
    response = client.get(LIST, {"field": "nonsense", "vocation": "\0", "q": "alfa\0", "open": "%"})
    assert [company.name for company, _cover, _facts in response.context["cards"]] == ["Alfa"]


def test_ticked_boxes_stand_above_the_results_with_a_way_to_untick_them(client):
    CompanyFactory(field=FieldFactory(code="cork"), takes_visits=True)
    page = squeezed(client.get(LIST, {"field": "cork", "open": "visits"}).content.decode())
    assert '<a href="?open=visits"><span class="visually-hidden">Remove Cork</span>' in page
    assert '<a href="?field=cork"><span class="visually-hidden">Remove Visits</span>' in page
    assert 'name="field" value="cork" form="directory" checked' in page


def test_a_filter_says_how_many_of_its_boxes_are_ticked(client):
    CompanyFactory(field=FieldFactory(code="cork"), takes_visits=True)
    page = squeezed(client.get(LIST, {"open": "visits"}).content.decode())
    assert re.search(r'<summary>Open to ?<b class="count">1</b></summary>', page)
    assert "<summary>Field</summary>" in page


@pytest.mark.parametrize(
    ("query", "is_hidden"),
    [
        ("", False),
        ("field=cork", False),
        ("field=cork&field=nonsense", False),
        ("page=2", False),
        ("field=cork&open=visits", True),
        ("open=apprentices&open=visits", True),
        ("q=cork", True),
    ],
)
def test_search_engines_are_kept_from_the_combinations(client, query, is_hidden):
    CompanyFactory(field=FieldFactory(code="cork"))
    assert (NOINDEX in client.get(f"{LIST}?{query}").content.decode()) == is_hidden


def test_the_plan_is_asked_for_the_same_companies(client):
    CompanyFactory(field=FieldFactory(code="cork"))
    page = client.get(f"{LIST}?field=cork&page=1&field=nonsense").content.decode()
    assert '<a href="/spaces/companies/?field=cork">On the plan</a>' in page


def test_coordinators_take_the_list_with_them(client_of, coordinator):
    CompanyFactory(name="=cmd()", slug="cmd", line="Chairs", field=FieldFactory(code="woodworking"))
    CompanyFactory(name="Bread", line="Loaves")
    response = client_of(coordinator).get(LIST, {"format": "csv", "q": "chairs"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    header, *rows = response.content.decode("utf-8-sig").splitlines()
    assert header == "name,line,field,vocation,craft,founded,joined_on,email,phone,website,units"
    assert rows == ["'=cmd(),Chairs,Woodworking,craft,none,,2020-01-01,,,,"]


def test_only_coordinators_take_the_list_with_them(client_of, representative):
    assert client_of(None).get(LIST, {"format": "csv"}).status_code == 403
    assert client_of(representative).get(LIST, {"format": "csv"}).status_code == 403
