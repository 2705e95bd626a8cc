from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.factories.events import EventFactory
from tests.factories.governance import ResolutionFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import BuildingFactory

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client) -> dict[str, str | None]:
    """Day of the last change by address, as search engines read it."""
    response = client.get(reverse("sitemap"), headers={"Host": "testserver"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    return {
        url.find("s:loc", NAMES).text: getattr(url.find("s:lastmod", NAMES), "text", None)
        for url in root.findall("s:url", NAMES)
    }


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://r84.example.org"


def test_the_sitemap_names_the_pages_that_are_always_there(client):
    assert entries(client) == dict.fromkeys(
        [
            "https://r84.example.org/",
            "https://r84.example.org/about/",
            "https://r84.example.org/about/principles/",
            "https://r84.example.org/companies/",
            "https://r84.example.org/companies/former/",
            "https://r84.example.org/value-chain/",
            "https://r84.example.org/projects/",
            "https://r84.example.org/spaces/",
            "https://r84.example.org/spaces/renewal/",
            "https://r84.example.org/spaces/find/",
            "https://r84.example.org/events/",
            "https://r84.example.org/institutions/",
            "https://r84.example.org/resolutions/",
        ]
    )


def test_the_sitemap_names_what_everybody_may_read_and_nothing_else(client):
    always = entries(client)
    company, building = CompanyFactory(confirmed_on=date(2026, 2, 1)), BuildingFactory()
    CompanyFactory(left_on=date(2024, 1, 1))
    former = CompanyFactory(left_on=date(2024, 1, 1), is_remembered=True)
    spring = datetime(2026, 3, 1, 12, tzinfo=UTC)
    event = EventFactory(updated_at=spring, public_since=spring)
    for hidden in ({"state": "draft"}, {"state": "cancelled"}, {"visibility": "internal"}):
        EventFactory(**hidden)
    resolution = ResolutionFactory(is_published=True, decided_on=date(2025, 2, 3))
    ResolutionFactory(is_published=False)

    found = entries(client)

    assert {address: day for address, day in found.items() if address not in always} == {
        f"https://r84.example.org{company.get_absolute_url()}": "2026-02-01",
        f"https://r84.example.org{former.get_absolute_url()}": None,
        f"https://r84.example.org{building.get_absolute_url()}": None,
        f"https://r84.example.org{event.get_absolute_url()}": "2026-03-01",
        f"https://r84.example.org{resolution.get_absolute_url()}": "2025-02-03",
    }


def test_the_sitemap_asks_the_database_as_often_for_three_of_each_as_for_one(
    client, django_assert_num_queries
):
    for number in (1, 2):
        for factory in (CompanyFactory, BuildingFactory, EventFactory, InstitutionFactory):
            factory.create_batch(number)
        ResolutionFactory.create_batch(number, is_published=True)
        with django_assert_num_queries(11):
            client.get(reverse("sitemap"))
