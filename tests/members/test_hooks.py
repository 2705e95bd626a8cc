"""Higher apps speak on the pages of companies."""

import pytest

from members.hooks import (
    Fact,
    Places,
    Section,
    company_facts,
    company_places,
    company_sections,
    facts_of,
    places_of_all,
    sections_of,
)
from tests.factories.members import CompanyFactory


@pytest.fixture
def units():
    def facts_for(companies):
        return {company.pk: [Fact(f"Unit {company.slug}", "/spaces/")] for company in companies}

    company_facts.register(facts_for)
    yield facts_for
    company_facts.unregister(facts_for)


@pytest.fixture
def greeting():
    def section_for(company, is_insider):
        if not is_insider:
            return None
        return Section("Greeting", "components/empty.html", {"title": "Hello members"}, anchor="hello")

    company_sections.register(section_for)
    yield section_for
    company_sections.unregister(section_for)


@pytest.mark.django_db
def test_facts_come_by_company(units):
    first, second = CompanyFactory(slug="a"), CompanyFactory(slug="b")
    assert facts_of([first, second]) == {
        first.pk: [Fact("Unit a", "/spaces/")],
        second.pk: [Fact("Unit b", "/spaces/")],
    }


def test_no_company_has_no_facts(units):
    assert facts_of([]) == {}


def test_facts_stand_on_the_card_and_on_the_page(units, company, client):
    card = client.get("/companies/").content.decode()
    page = client.get(company.get_absolute_url()).content.decode()
    assert f'<span class="unit-code">Unit {company.slug}</span>' in card
    assert f'<dd><a href="/spaces/">Unit {company.slug}</a></dd>' in page


def test_a_section_shows_to_whom_it_is_meant(greeting, company, representative, client_of):
    visitor = client_of(None).get(company.get_absolute_url()).content.decode()
    member = client_of(representative).get(company.get_absolute_url()).content.decode()
    assert 'id="hello"' not in visitor
    assert 'id="hello"' in member
    assert "Hello members" in member


def test_sections_keep_the_order_of_registration(greeting, company):
    titles = [section.title for section in sections_of(company, is_insider=True)]
    assert titles[-1] == "Greeting"


@pytest.fixture
def two_apps_with_places():
    def buildings():
        return Places({"mill": "Mill"}, {1: ["mill"], 2: ["mill"]})

    def gardens():
        return Places({"yard": "Yard", "mill": "Mill"}, {1: ["yard", "mill"]})

    company_places.register(buildings)
    company_places.register(gardens)
    yield
    company_places.unregister(buildings)
    company_places.unregister(gardens)


@pytest.mark.django_db
def test_places_of_all_apps_come_together_each_once(two_apps_with_places):
    places = places_of_all()
    assert list(places.names) == ["mill", "yard"]
    assert places.of == {1: ["mill", "yard"], 2: ["mill"]}
