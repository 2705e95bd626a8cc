"""What search engines and other sites read of a company."""

import io
import json
import re
from datetime import date

import pytest
from PIL import Image

from members.profile.models import Link, Logo, Photo
from tests.factories.members import CompanyFactory, MultifactoryFactory, ProductFactory
from tests.factories.pictures import stored

pytestmark = pytest.mark.django_db
SITE = "https://r84.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    MultifactoryFactory(address="Via Roma 1, Mantova")


def read(client, company) -> str:
    return client.get(company.get_absolute_url()).content.decode()


def linked_data(page: str) -> dict:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def meta(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))


def test_a_company_is_a_local_business_of_the_community(client):
    company = CompanyFactory(
        name="Chairs", slug="chairs", founded=1998, email="a@chairs.example", website="https://chairs.example"
    )
    ProductFactory(company=company, name="Stool", line="Three legs")
    Link.objects.create(company=company, label="Shop", url="https://shop.example")
    logo = stored(Logo(company=company))
    photo = stored(Photo(company=company, alt="The bench"))

    assert linked_data(read(client, company)) == {
        "@context": "https://schema.org/",
        "@type": "LocalBusiness",
        "@id": f"{SITE}/companies/chairs/",
        "name": "Chairs",
        "description": company.line,
        "url": f"{SITE}/companies/chairs/",
        "address": "Via Roma 1, Mantova",
        "email": "a@chairs.example",
        "foundingDate": "1998",
        "logo": SITE + logo.large.url,
        "image": [SITE + photo.large.url],
        "sameAs": ["https://chairs.example", "https://shop.example"],
        "memberOf": {"@type": "Organization", "name": "R84 Multifactory", "url": f"{SITE}/"},
        "makesOffer": [{"@type": "Offer", "name": "Stool", "description": "Three legs"}],
    }


def test_what_is_not_public_is_not_told_even_to_members(client_of, collaborator, company):
    company.email, company.email_is_public = "a@chairs.example", False
    company.save()
    assert "email" not in linked_data(read(client_of(collaborator), company))


def test_a_company_that_has_left_is_no_longer_at_the_address(client):
    company = CompanyFactory(left_on=date(2022, 1, 1), is_remembered=True, email="a@chairs.example")
    assert not {"address", "memberOf", "email"} & linked_data(read(client, company)).keys()


def test_no_text_closes_the_element_it_stands_in(client):
    company = CompanyFactory(name="</script><script>alert(1)</script>", line="a < b & c")
    page = read(client, company)
    assert "<script>alert" not in page
    assert (linked_data(page)["name"], linked_data(page)["description"]) == (company.name, company.line)


def test_other_sites_show_name_line_and_logo(client):
    company = CompanyFactory(name="Chairs", slug="chairs")
    stored(Photo(company=company, alt="The bench"))
    logo = stored(Logo(company=company, alt="Three legs"))
    assert meta(read(client, company)) == {
        "og:url": f"{SITE}/companies/chairs/",
        "og:site_name": "R84 Multifactory",
        "og:title": "Chairs",
        "og:description": company.line,
        "og:type": "website",
        "og:locale": "en_GB",
        "og:image": SITE + logo.large.url,
        "og:image:alt": "Three legs",
    }


def test_without_a_logo_the_first_photo_stands_for_the_company(client):
    company = CompanyFactory()
    stored(Photo(company=company, alt="Second", position=1))
    first = stored(Photo(company=company, alt="First", position=0))
    assert meta(read(client, company))["og:image"] == SITE + first.large.url


def test_without_pictures_one_is_drawn_of_its_name_that_never_changes(client):
    company = CompanyFactory(name="Chairs", line="Chairs of oak")
    named = meta(read(client, company))
    assert (named["og:image:alt"], named["og:image:width"], named["og:image:height"]) == (
        *("Chairs. Chairs of oak", "1200", "630"),
    )
    path = named["og:image"].removeprefix(SITE)
    answer = client.get(path)
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert "immutable" in answer["Cache-Control"]
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304

    company.line = "Chairs of ash"
    company.save()
    later = meta(read(client, company))["og:image"].removeprefix(SITE)
    assert later != path
    assert client.get(path, headers={"Accept-Language": "it"})["Location"] == later


@pytest.mark.parametrize("path", ["/", "/companies/", "/events/?page=2"])
def test_the_canonical_address_begins_with_the_site_whatever_the_host(client, settings, path):
    settings.ALLOWED_HOSTS = ["evil.example"]
    page = client.get(path, headers={"Host": "evil.example"}).content.decode()
    assert re.findall(r'<link rel="canonical" href="([^"]*)"', page) == [SITE + path.partition("?")[0]]
