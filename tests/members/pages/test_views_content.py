"""What stands on the page of a company, full or empty."""

import re
from datetime import date

import pytest
from django.urls import reverse

from members.companies.models import Company
from members.profile.models import Photo
from tests.factories.members import (
    CompanyFactory,
)
from tests.html import squeezed

pytestmark = pytest.mark.django_db


def read(client, company: Company) -> str:
    response = client.get(company.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def headings(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return [" ".join(text.split()) for text in re.findall(r"<h2[^>]*>(.*?)</h2>", main, re.DOTALL)]


def images(page: str) -> list[str]:
    return re.findall(r'<img [^>]*?alt="([^"]*)"', page, re.DOTALL)


def test_a_full_page_has_every_part_in_order(client, full):
    assert headings(read(client, full)) == [
        "At a glance",
        "Photos",
        "What it makes",
        "Machines open to others",
        "What it does in-house",
    ]


def test_a_company_that_has_said_nothing_has_no_empty_part(client, company):
    page = read(client, company)
    assert headings(page) == ["At a glance"]
    assert images(page) == []
    assert re.findall(r"<dt>(.*?)</dt>", page) == ["Field", "Vocation", "Member since"]


def test_pictures_say_what_they_show_and_how_large_they_are(client, full):
    page = read(client, full)
    assert images(page) == ["The yard", "Three legs", "The bench", "A stool with three legs"]
    logo = re.search(r'<img [^>]*alt="Three legs"[^>]*>', page, re.DOTALL).group()
    assert re.findall(r'(?:width|height)="(\d+)"', logo) == ["600", "400"]
    photo = Photo.objects.get(alt="The yard")
    assert f"{photo.small.url} {photo.small_width}w, {photo.large.url} {photo.width}w" in page


def test_a_product_tells_of_what_it_is_and_what_the_company_does(client, full):
    page = squeezed(read(client, full))
    words = re.findall(r"<dt>(\w+)</dt><dd>(.*?)</dd>", page.partition('<dl class="words">')[2])
    assert [(title, re.sub(r"<.*?>", "", text)) for title, text in words[:3]] == [
        ("Kinds", "chairs"),
        ("Materials", "larch"),
        ("Stages", "design, repair"),
    ]
    assert f'href="{reverse("members:company_list")}?material=larch"' in page


def test_stages_are_marked_in_word_and_shape(client, full):
    page = squeezed(read(client, full))
    marked = re.findall(r'<li class="own"><b>(.*?)</b> ?<span>(.*?)</span>', page)
    assert marked == [("Design", "done here"), ("Repair", "done here")]
    assert page.count("done elsewhere") == 8


def test_side_fields_stand_below_the_main_one(client, full):
    page = read(client, full)
    fields = re.findall(r"\?field=([\w-]+)", page.partition('<dl class="facts">')[2])
    assert fields == [full.field.code, "design", "repair"]


@pytest.mark.parametrize(
    ("craft", "words"),
    [
        ({"craft": "none"}, None),
        ({"craft": "self_declared"}, "self-declared"),
        (
            {"craft": "registered", "craft_number": "MN-7", "craft_checked_on": date(2024, 3, 5)},
            "no. MN-7, checked on 5 March 2024",
        ),
    ],
    ids=["none", "self-declared", "registered"],
)
def test_the_craft_entry_says_who_says_so(client, craft, words):
    page = squeezed(read(client, CompanyFactory(**craft)))
    found = re.findall(r"<dd><small>(.*?)</small></dd>", page)
    assert found == ([words] if words else [])


def test_links_lead_out_without_vouching(client, full):
    page = read(client, full)
    out = re.findall(r'<a href="(https://[^"]+)" rel="([^"]+)"', page)
    assert out == [
        ("https://chairs.example", "noopener nofollow"),
        ("https://shop.example", "noopener nofollow"),
    ]
