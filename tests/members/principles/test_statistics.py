"""The figures of the community."""

from datetime import date

import pytest

from members.companies.models import Company
from members.principles.craft import CraftShare
from members.principles.diversity import Diversity
from members.principles.statistics import FieldCount, community_figures
from tests.factories.members import CompanyFactory, FieldFactory

pytestmark = pytest.mark.django_db


def test_an_empty_community_has_nothing_to_say():
    figures = community_figures()
    assert (figures.companies, figures.fields, figures.vocations) == (0, [], [])
    assert figures.diversity == Diversity(0)
    assert figures.craft == CraftShare(0, 0, 0)


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
    assert figures.companies == 12
    assert [field.count for field in figures.fields] == [4, 3, 2, 2, 1]
    assert figures.fields[0] == FieldCount("woodworking", "Woodworking", 4)
    assert round(figures.diversity.effective_number, 3) == 4.559
    assert figures.diversity.evenness is None


def test_craft_is_counted_as_registered_and_self_declared():
    for craft, count in (
        (Company.Craft.REGISTERED, 2),
        (Company.Craft.SELF_DECLARED, 1),
        (Company.Craft.NONE, 3),
    ):
        CompanyFactory.create_batch(count, craft=craft)
    assert community_figures().craft == CraftShare(registered=2, self_declared=1, none=3)


@pytest.mark.parametrize("companies", [1, 30])
def test_figures_take_one_query(companies, django_assert_num_queries):
    CompanyFactory.create_batch(companies)
    with django_assert_num_queries(1):
        community_figures()
