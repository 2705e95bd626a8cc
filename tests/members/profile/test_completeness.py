"""How full a page is."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from members.companies.models import Company
from members.profile.completeness import (
    PARTS,
    SHORTEST_STORY,
    PageFacts,
    meter,
    meter_of,
    with_page_facts,
)
from members.profile.models import Link, Logo, Photo, Stage
from tests.factories.members import ProductFactory, TermFactory

FULL = PageFacts(
    has_logo=True,
    line="Chairs",
    story="x" * SHORTEST_STORY,
    photos=3,
    products=1,
    has_words=True,
    has_stages=True,
    has_contact=True,
)


def points(**facts) -> int:
    return meter(PageFacts(**facts)).points


def test_a_full_page_has_100_points_and_misses_nothing():
    assert (meter(FULL).points, meter(FULL).missing, len(meter(FULL).done)) == (100, [], len(PARTS))


def test_an_empty_page_has_none():
    assert (meter(PageFacts()).points, meter(PageFacts()).done) == (0, [])


def test_the_parts_weigh_what_was_agreed():
    assert {part.key: part.points for part in PARTS} == {
        "logo": 10,
        "line": 15,
        "story": 10,
        "photos": 15,
        "products": 20,
        "words": 10,
        "stages": 10,
        "contact": 10,
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"has_logo": True}, 10),
        ({"line": "Chairs"}, 15),
        ({"line": "  "}, 0),
        ({"story": "x" * (SHORTEST_STORY - 1)}, 0),
        ({"story": "x" * SHORTEST_STORY}, 10),
        ({"photos": 1}, 5),
        ({"photos": 2}, 10),
        ({"photos": 3}, 15),
        ({"photos": 12}, 15),
        ({"products": 1}, 20),
        ({"products": 9}, 20),
        ({"has_words": True}, 10),
        ({"has_stages": True}, 10),
        ({"has_contact": True}, 10),
    ],
)
def test_each_thing_gives_its_points(facts, expected):
    assert points(**facts) == expected


def test_what_gives_most_is_said_first():
    facts = replace(FULL, photos=1, products=0, has_logo=False)
    assert [item.key for item in meter(facts).missing] == ["products", "logo", "photos"]


def test_every_part_says_why_and_leads_to_a_page():
    for item in meter(PageFacts()).items:
        assert str(item.title)
        assert str(item.why).endswith(".")
        assert reverse(item.page, args=["ferri"]).startswith("/companies/ferri/")


some_facts = st.builds(
    PageFacts,
    has_logo=st.booleans(),
    line=st.text(max_size=5),
    story=st.integers(0, 2 * SHORTEST_STORY).map("x".__mul__),
    photos=st.integers(0, 20),
    products=st.integers(0, 50),
    has_words=st.booleans(),
    has_stages=st.booleans(),
    has_contact=st.booleans(),
)


@given(some_facts)
def test_points_stay_between_0_and_100_and_missing_and_done_make_the_whole(facts):
    found = meter(facts)
    assert 0 <= found.points <= 100
    assert sorted(item.key for item in found.missing + found.done) == sorted(part.key for part in PARTS)
    assert found.points == 100 - sum(item.points - item.earned for item in found.missing)
    assert (found.points == 100) == (found.missing == [])


@given(some_facts, st.integers(1, 20))
def test_more_photos_never_make_a_page_emptier(facts, more):
    assert meter(replace(facts, photos=facts.photos + more)).points >= meter(facts).points


def size_of_a_picture() -> dict[str, object]:
    return {
        "large": "a.webp",
        "small": "b.webp",
        "width": 2,
        "height": 2,
        "small_width": 1,
        "small_height": 1,
    }


@pytest.fixture
def keys_done(db):
    def done(company: Company) -> list[str]:
        company = with_page_facts(Company.objects.for_page()).get(pk=company.pk)
        return [item.key for item in meter_of(company).done]

    return done


def test_a_new_company_has_its_line(company, keys_done):
    assert keys_done(company) == ["line"]


def test_photos_count_with_words_only(company):
    for alt in ("A bench", "", "A vice"):
        Photo.objects.create(company=company, alt=alt, **size_of_a_picture())
    company = with_page_facts(Company.objects.for_page()).get(pk=company.pk)
    photos = next(item for item in meter_of(company).items if item.key == "photos")
    assert photos.earned == 10


def test_logo_products_words_and_stages_are_seen(company, keys_done):
    Logo.objects.create(company=company, **size_of_a_picture())
    ProductFactory(company=company, terms=[TermFactory()])
    ProductFactory(company=company, stages=[Stage.REPAIR])
    assert keys_done(company) == ["logo", "line", "products", "words", "stages"]


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({"email": "a@example.org"}, True),
        ({"email": "a@example.org", "email_is_public": False}, False),
        ({"phone": "1"}, True),
        ({"phone": "1", "phone_is_public": False}, False),
        ({"website": "https://a.example"}, True),
        ({"email_is_public": True, "phone_is_public": True}, False),
    ],
)
def test_a_contact_counts_when_everybody_may_read_it(company, keys_done, facts, counts):
    Company.objects.filter(pk=company.pk).update(**facts)
    assert ("contact" in keys_done(company)) == counts


def test_after_the_showcase_the_meter_asks_nothing(company, django_assert_num_queries):
    ProductFactory(company=company)
    Link.objects.create(company=company, label="Shop", url="https://a.example")
    company = with_page_facts(Company.objects.for_page()).get(pk=company.pk)
    with django_assert_num_queries(0):
        meter_of(company)
