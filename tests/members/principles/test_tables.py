"""Rows of tables, and the lists their numbers lead to."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from members.companies.models import Company
from members.directory.filters import CompanyFilter
from members.exchange.collaborations.models import Collaboration
from members.principles.page import principles_page
from members.principles.tables import BAR, count_rows, field_rows, hidden_rows
from members.profile.models import Stage
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    """Eleven companies that differ in all that is counted."""
    fields = [FieldFactory(code=code) for code in ("cork", "print", "bread")]
    materials = [TermFactory(name=f"stuff {number}") for number in range(11)]
    crafts, vocations = Company.Craft.values, Company.Vocation.values
    for number in range(11):
        company = CompanyFactory(
            field=fields[number % 3],
            second_field=fields[(number + 1) % 3] if number % 2 else None,
            third_field=fields[(number + 2) % 3] if number == 5 else None,
            craft=crafts[number % 3],
            vocation=vocations[number % 4],
            founded=(None, 2024, 1990, 1900)[number % 4],
        )
        stages = Stage.values[number % 4 : number % 4 + 3]
        ProductFactory(company=company, stages=stages, terms=materials[: number + 1])
    ProductFactory(company=company, stages=["repair"], terms=[])
    CompanyFactory(field=fields[0], left_on=date(2021, 1, 1))


def listed(href):
    """How many companies the directory lists at an address."""
    return CompanyFilter(QueryDict(href.partition("?")[2]), Company.objects.current()).total


def numbers(page):
    """Every number of the page that is a link, with its address."""
    for row in page.fields:
        yield row.main, row.main_href
        yield row.all, row.all_href
    for row in [*page.vocations, *page.ages, *page.craft]:
        yield row.count, row.href
    for row in page.stages:
        yield row.count, row.href
        for cell in row.cells:
            yield cell.count, cell.href
    yield page.figures.craft.craft, page.craft_href


def test_every_number_leads_to_a_list_of_as_many(community):
    page = principles_page(is_member=False)
    assert len(page.materials) == 9
    linked = [(number, href) for number, href in numbers(page) if href]
    assert len(linked) > 60
    assert [number for number, _href in linked] == [listed(href) for _number, href in linked]
    assert all(number == 0 for number, href in numbers(page) if not href)


def test_fields_count_main_ones_and_all_that_work_in_them(community):
    page = principles_page(is_member=False)
    assert sum(row.main for row in page.fields) == 11
    assert sum(row.all for row in page.fields) == 11 + 5 + 1
    longest = page.fields[0]
    assert longest.also_x + longest.also_width == BAR


def test_the_page_reads_as_often_whatever_the_number(community, django_assert_num_queries):
    with django_assert_num_queries(7):
        principles_page(is_member=False)


def test_members_see_what_hangs_on_one_company(community):
    middle, first, last = Company.objects.current()[:3]
    for giver, taker in ((first, middle), (middle, last)):
        Collaboration.objects.create(
            giver=giver, taker=taker, kind="supplies", what="Wood", confirmed_at=timezone.now()
        )
    Collaboration.objects.create(giver=first, taker=last, kind="supplies", what="Asked only")
    page = principles_page(is_member=True)
    assert page.inside.companies == [middle]
    assert (page.figures.value_chain.links, page.figures.value_chain.chains) == (2, 1)
    single = [row.name for row in page.stages if row.count == 1]
    assert page.inside.stages == single == ["Repair"]
    assert principles_page(is_member=False).inside is None


def test_a_word_that_was_taken_out_has_no_column(community):
    page = principles_page(is_member=False)
    TermFactory._meta.model.objects.filter(name="stuff 0").delete()
    assert len(principles_page(is_member=False).materials) == len(page.materials)


def test_people_at_work_are_shown_in_large_groups_only(community):
    assert principles_page(is_member=True).people is None
    Company.objects.update(people_at_work=1)
    people = principles_page(is_member=False).people
    assert [(row.count, row.href) for row in people] == [(11, ""), (0, ""), (0, ""), (0, ""), (0, "")]


def test_an_empty_community_has_no_rows():
    page = principles_page(is_member=True)
    assert (page.has_figures, page.fields, page.vocations, page.materials) == (False, [], [], [])
    assert (page.months, page.lines, page.people) == ([], [], None)
    assert (field_rows([], {}), count_rows("age", [], {})) == ([], [])


def test_a_hidden_group_is_not_a_number():
    rows = hidden_rows({"1": 7, "2-5": None}, {"1": "1 person", "2-5": "2–5 people"})
    assert [(row.name, row.count, row.href, row.width) for row in rows] == [
        ("1 person", 7, "", BAR),
        ("2–5 people", None, "", 0),
    ]
