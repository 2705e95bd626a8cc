"""The community without and with a candidate."""

from collections import Counter

import pytest

from members.applications.reading.figures import Community, communities, community, field_weights
from tests.factories.applications import ApplicationFactory, ApplicationProductFactory
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory

# Twelve companies in five fields.
COUNTS = {1: 4, 2: 3, 3: 2, 4: 2, 5: 1}


def of(counts: dict[int, int]) -> Community:
    weights = Counter({field: 10 * number for field, number in counts.items()})
    return community(weights, Counter({"none": sum(counts.values())}), {})


@pytest.mark.parametrize(("field", "change"), [(1, -170), (5, 223), (6, 762)])
def test_a_candidate_of_the_largest_the_single_and_a_new_field(field, change):
    before, after = of(COUNTS), of(COUNTS | {field: COUNTS.get(field, 0) + 1})
    assert (before.effective, after.effective - before.effective) == (4559, change)


@pytest.mark.parametrize(
    ("number", "fields", "effective"), [(2, None, None), (3, 1, None), (7, 1, None), (8, 1, 1000)]
)
def test_few_companies_say_little(number, fields, effective):
    figures = of({1: number})
    assert (figures.fields, figures.effective) == (fields, effective)


def test_ten_tenths_over_one_two_and_three_fields():
    assert [field_weights(fields) for fields in ([1], [1, 2], [1, 2, 3])] == [
        {1: 10},
        {1: 7, 2: 3},
        {1: 5, 2: 3, 3: 2},
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
    application = ApplicationFactory(opened=True, field=paper, craft="registered")
    ApplicationProductFactory(application=application, stages=["design", "repair"])
    before, after = communities(application)
    assert before == Community(3, fields=1, effective=None, craft=1, registered=0, cover=1, robust=1)
    assert after == Community(4, fields=2, effective=None, craft=2, registered=1, cover=2, robust=1)
