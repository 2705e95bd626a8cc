"""Figures of diversity, without a database."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.principles.diversity import (
    Diversity,
    blau,
    describe,
    effective_number,
    evenness,
    leave_one_out,
    pair_difference,
    richness,
    shannon,
    simpson_inverse,
)

VECTOR = [4, 3, 2, 2, 1]
counts = st.lists(st.integers(min_value=0, max_value=60), max_size=25)
some_counts = counts.filter(lambda counts: sum(counts) >= 2)


def test_the_published_test_vector_is_met():
    assert richness(VECTOR) == 5
    assert round(shannon(VECTOR), 4) == 1.5171
    assert round(effective_number(VECTOR), 3) == 4.559
    assert round(simpson_inverse(VECTOR), 3) == 4.235
    assert round(blau(VECTOR), 4) == 0.7639
    assert round(pair_difference(VECTOR), 4) == 0.8333
    assert round(evenness(VECTOR), 4) == 0.9426
    assert [round(bound, 2) for bound in leave_one_out(VECTOR)] == [3.83, 4.70]


def test_no_company_has_no_diversity():
    assert (richness([]), shannon([]), effective_number([]), simpson_inverse([]), blau([])) == (0, 0, 0, 0, 0)
    assert (evenness([]), pair_difference([]), leave_one_out([])) == (None, None, None)


def test_one_field_is_as_diverse_as_one_field():
    assert (effective_number([7]), simpson_inverse([7]), blau([7]), pair_difference([7])) == (1, 1, 0, 0)
    assert evenness([7]) is None
    assert leave_one_out([7]) == (1, 1)


def test_one_company_has_no_pair_and_no_range():
    assert (pair_difference([1]), leave_one_out([1])) == (None, None)


def test_empty_fields_change_nothing():
    assert describe([4, 0, 3, 2, 0, 2, 1]) == describe(VECTOR)


@pytest.mark.parametrize("fields", [2, 5, 24])
def test_equally_common_fields_count_as_many(fields):
    assert effective_number([3] * fields) == pytest.approx(fields)
    assert simpson_inverse([3] * fields) == pytest.approx(fields)
    assert evenness([3] * fields) == pytest.approx(1)


@given(some_counts)
def test_hill_numbers_are_ordered(counts):
    assert 1 - 1e-9 <= simpson_inverse(counts) <= effective_number(counts) + 1e-9
    assert effective_number(counts) <= richness(counts) + 1e-9


@given(some_counts)
def test_indices_stay_in_their_ranges(counts):
    assert 0 <= blau(counts) < 1
    assert 0 <= pair_difference(counts) <= 1
    assert blau(counts) <= pair_difference(counts) + 1e-9
    assert shannon(counts) <= log(richness(counts)) + 1e-9
    even = evenness(counts)
    assert even is None or 0 <= even <= 1 + 1e-9


@given(some_counts)
def test_the_range_is_that_of_some_company_leaving(counts):
    low, high = leave_one_out(counts)
    assert low <= high
    assert high <= richness(counts) + 1e-9


@given(some_counts, st.randoms())
def test_the_order_of_fields_does_not_matter(counts, random):
    shuffled = random.sample(counts, len(counts))
    assert effective_number(shuffled) == pytest.approx(effective_number(counts))


@pytest.mark.parametrize("counts", [[], [1], [1, 1]])
def test_below_three_companies_nothing_is_said(counts):
    assert describe(counts) == Diversity(companies=sum(counts))


@pytest.mark.parametrize("counts", [[1, 1, 1], [3, 2, 1, 1]])
def test_up_to_seven_companies_only_counts_are_said(counts):
    assert describe(counts) == Diversity(companies=sum(counts), fields=len(counts))


@pytest.mark.parametrize(("counts", "has_evenness"), [([4, 4], False), ([8, 6], False), ([8, 7], True)])
def test_evenness_is_said_from_fifteen_companies(counts, has_evenness):
    described = describe(counts)
    assert described.effective_number == effective_number(counts)
    assert described.range == leave_one_out(counts)
    assert (described.evenness is not None) == has_evenness


def test_the_pair_sentence_is_in_whole_hundredths():
    assert describe(VECTOR).pairs_of_hundred == 83
    assert describe([1, 1, 1]).pairs_of_hundred is None
