"""The community without and with a candidate."""

from datetime import date

import pytest

from members.applications.reading.figure_rows import figure_rows
from members.applications.reading.figures import facts_of, figures_with
from members.principles.figures import Community, CompanyFacts, freeze_with
from members.profile.search import refresh_search_text
from tests.factories.applications import ApplicationFactory, ApplicationProductFactory
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory

TODAY = date(2027, 3, 1)

# Twelve companies in five fields.
COUNTS = {"a": 4, "b": 3, "c": 2, "d": 2, "e": 1}


def facts(pk: int, field: str) -> CompanyFacts:
    return CompanyFacts(pk=pk, fields=[field], vocation="craft", craft="none")


def of(counts: dict[str, int], candidate: str) -> dict:
    fields = [field for field, number in counts.items() for _one in range(number)]
    companies = [facts(number, field) for number, field in enumerate(fields, 1)]
    return freeze_with(Community(TODAY, companies), facts(0, candidate))


@pytest.mark.parametrize(("field", "change"), [("a", -0.170), ("e", 0.223), ("f", 0.762)])
def test_a_candidate_of_the_largest_the_single_and_a_new_field(field, change):
    figures = of(COUNTS, field)
    assert (round(figures["before"]["fields"]["effective_number"], 3), round(figures["change"], 3)) == (
        4.559,
        change,
    )


def test_the_table_says_the_change_with_its_sign_and_a_dash_where_too_few_stand_behind():
    large, small = of(COUNTS, "a"), of({"a": 2}, "a")
    row = figure_rows(large, large)[2]
    assert (row.before, row.after, row.change, row.today) == ("4.6", "4.4", "−0.17", "4.6 → 4.4")
    assert [(row.before, row.after, row.change) for row in figure_rows(small, small)][:3] == [
        ("2", "3", "+1"),
        ("–", "1", "–"),
        ("–", "–", "–"),
    ]


@pytest.mark.django_db
def test_fields_crafts_and_stages_are_counted_without_and_with_the_candidate():
    wood, paper = FieldFactory(code="wood"), FieldFactory(code="paper")
    companies = [
        CompanyFactory(field=wood, craft="self_declared"),
        *CompanyFactory.create_batch(2, field=wood),
    ]
    CompanyFactory(field=paper, left_on="2021-01-01")
    for company in companies[:2]:
        ProductFactory(company=company, stages=["design"])
        refresh_search_text(company)
    application = ApplicationFactory(opened=True, field=paper, craft="registered")
    ApplicationProductFactory(application=application, stages=["design", "repair"])
    figures = figures_with(application)
    said = [(row.before, row.after) for row in figure_rows(figures, figures)]
    assert said == [
        ("3", "4"),
        ("1", "2"),
        ("–", "–"),
        ("1 of 3", "2 of 4"),
        ("1 of 10", "2 of 10"),
        ("1 of 10", "1 of 10"),
    ]


@pytest.mark.django_db
def test_what_has_joined_is_counted_once():
    company = CompanyFactory()
    CompanyFactory.create_batch(3)
    application = ApplicationFactory(
        opened=True, state="accepted", company=company, closed_on=TODAY, figures={}
    )
    figures = figures_with(application)
    assert (figures["before"]["companies"], figures["after"]["companies"]) == (3, 4)
    assert facts_of(application).pk != company.pk
