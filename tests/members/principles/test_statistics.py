"""The community read from the database."""

from datetime import date

import pytest

from members.companies.models import Company
from members.principles.craft import CraftShare
from members.principles.statistics import community_figures, read_community
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory, TermFactory

pytestmark = pytest.mark.django_db


def test_an_empty_community_has_nothing_to_say():
    figures = community_figures()
    assert (figures.companies, figures.fields.richness, figures.craft) == (0, None, CraftShare(0, 0, 0))


def test_only_companies_that_are_members_today_count():
    CompanyFactory()
    CompanyFactory(left_on=date(2021, 1, 1))
    CompanyFactory(joined_on=date(2999, 1, 1))
    assert community_figures().companies == 1


def test_figures_of_another_day_are_those_of_that_day():
    CompanyFactory(joined_on=date(2020, 1, 1), left_on=date(2021, 1, 1))
    assert community_figures(date(2020, 12, 31)).companies == 1
    assert community_figures(date(2021, 1, 1)).companies == 0


def test_the_test_vector_comes_out_of_the_rows():
    codes = ["woodworking", "printing", "food", "design", "textiles"]
    for code, count in zip(codes, [4, 3, 2, 2, 1], strict=True):
        CompanyFactory.create_batch(count, field=FieldFactory(code=code))
    figures = community_figures()
    assert (figures.companies, figures.fields.richness) == (12, 5)
    assert round(figures.fields.effective_number, 3) == 4.559
    assert figures.fields.evenness is None


def test_a_company_is_read_with_what_it_says_of_itself():
    wood, repair = FieldFactory(code="woodworking"), FieldFactory(code="repair")
    larch = TermFactory(name="larch")
    company = CompanyFactory(
        field=wood, second_field=repair, vocation="arts", craft="registered", founded=1998, people_at_work=7
    )
    ProductFactory(company=company, stages=["design", "repair"], terms=[larch])
    [facts] = read_community().companies
    assert (facts.pk, list(facts.fields)) == (company.pk, ["woodworking", "repair"])
    assert (facts.vocation, facts.craft, facts.founded, facts.people) == ("arts", "registered", 1998, 7)
    assert (facts.stages, facts.materials) == ({"design", "repair"}, {larch.pk})


def test_craft_is_counted_as_registered_and_self_declared():
    for craft, count in (
        (Company.Craft.REGISTERED, 2),
        (Company.Craft.SELF_DECLARED, 1),
        (Company.Craft.NONE, 3),
    ):
        CompanyFactory.create_batch(count, craft=craft)
    assert community_figures().craft == CraftShare(registered=2, self_declared=1, none=3)


def test_what_apps_above_add_is_asked_of_the_crafts_of_that_day():
    company = CompanyFactory(craft="self_declared", joined_on=date(2020, 1, 1))
    CompanyFactory(joined_on=date(2021, 1, 1))
    day = date(2020, 6, 30)
    parts = read_community(day).parts
    assert {"m2_registered", "m2_self_declared", "m2_none"} <= parts.keys()
    assert [one.pk for one in read_community(day).companies] == [company.pk]


@pytest.mark.parametrize("companies", [1, 30])
def test_figures_take_one_query(companies, django_assert_num_queries):
    CompanyFactory.create_batch(companies)
    with django_assert_num_queries(1):
        community_figures()
