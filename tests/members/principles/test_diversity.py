"""Figures of diversity, without a database."""

from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.principles.diversity import (
    Diversity,
    blau,
    describe,
    effective_number,
    evenness,
    field_weights,
    leave_one_out,
    pair_difference,
    richness,
    shannon,
    simpson_inverse,
)

VECTOR = [["a"]] * 4 + [["b"]] * 3 + [["c"]] * 2 + [["d"]] * 2 + [["e"]]
company = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxy"), min_size=1, max_size=3, unique=True)
communities = st.lists(company, min_size=2, max_size=40)


def total(community):
    return sum((field_weights(fields) for fields in community), Counter())


def test_a_company_weighs_ten_tenths_over_its_fields():
    assert field_weights("a") == {"a": 10}
    assert field_weights("ab") == {"a": 7, "b": 3}
    assert field_weights("abc") == {"a": 5, "b": 3, "c": 2}
    assert field_weights("aaa") == {"a": 10}


def test_the_published_test_vector_is_met():
    counts = [4, 3, 2, 2, 1]
    assert richness(counts) == 5
    assert round(shannon(counts), 4) == 1.5171
    assert round(effective_number(counts), 3) == 4.559
    assert simpson_inverse(counts) == Fraction(72, 17)
    assert blau(counts) == Fraction(55, 72)
    assert pair_difference(counts) == Fraction(5, 6)
    assert round(evenness(counts), 4) == 0.9426
    low, high = leave_one_out(map(field_weights, VECTOR))
    assert (round(low, 3), round(high, 3)) == (3.827, 4.695)


@pytest.mark.parametrize(("field", "change"), [("a", "-0.170"), ("e", "+0.223"), ("new", "+0.762")])
def test_an_applicant_changes_the_effective_number(field, change):
    joined = describe([*VECTOR, [field]]).effective_number
    assert f"{joined - describe(VECTOR).effective_number:+.3f}" == change


def test_side_fields_count_for_the_indices_and_not_for_pairs():
    described = describe([["a"]] * 6 + [["a", "b"]] * 2)
    assert described.richness == 2
    assert round(described.effective_number, 3) == 1.305
    assert (described.simpson_inverse, described.blau) == (Fraction(800, 689), Fraction(111, 800))
    assert (described.pair_difference, described.pairs_of_hundred) == (0, 0)


def test_no_company_has_no_diversity():
    assert (richness([]), shannon([]), effective_number([]), simpson_inverse([]), blau([])) == (0, 0, 0, 0, 0)
    assert (evenness([]), pair_difference([]), leave_one_out([])) == (None, None, None)


def test_one_field_is_as_diverse_as_one_field():
    assert (effective_number([7]), simpson_inverse([7]), blau([7]), pair_difference([7])) == (1, 1, 0, 0)
    assert evenness([7]) is None
    assert leave_one_out([{"a": 10}] * 7) == (1, 1)


def test_one_company_has_no_pair_and_no_range():
    assert (pair_difference([1]), leave_one_out([{"a": 10}])) == (None, None)


@settings(max_examples=500, deadline=None)
@given(communities)
def test_figures_agree_with_exact_fractions(community):
    weights = total(community)
    shares = [Fraction(tenths, 10 * len(community)) for tenths in weights.values()]
    squares = sum(share * share for share in shares)
    assert simpson_inverse(weights.values()) == 1 / squares
    assert blau(weights.values()) == 1 - squares
    mains = [fields[0] for fields in community]
    pairs = [first != second for i, first in enumerate(mains) for j, second in enumerate(mains) if i != j]
    assert pair_difference(Counter(mains).values()) == Fraction(sum(pairs), len(pairs))
    assert shannon(weights.values()) == pytest.approx(exact_shannon(shares), abs=1e-12)
    without = [
        float(exact_exp(exact_shares(community[:place] + community[place + 1 :])))
        for place in range(len(community))
    ]
    assert leave_one_out(map(field_weights, community)) == pytest.approx((min(without), max(without)))


def exact_shares(community):
    return [Fraction(tenths, 10 * len(community)) for tenths in total(community).values()]


def exact_shannon(shares):
    """To forty digits."""
    with localcontext() as context:
        context.prec = 40
        parts = [Decimal(share.numerator) / Decimal(share.denominator) for share in shares]
        return float(-sum(part * part.ln() for part in parts))


def exact_exp(shares):
    with localcontext() as context:
        context.prec = 40
        parts = [Decimal(share.numerator) / Decimal(share.denominator) for share in shares]
        return (-sum(part * part.ln() for part in parts)).exp()


@given(communities)
def test_hill_numbers_are_ordered_and_indices_stay_in_their_ranges(community):
    weights = total(community).values()
    assert 1 <= simpson_inverse(weights) <= effective_number(weights) + 1e-9
    assert effective_number(weights) <= richness(weights) + 1e-9
    assert 0 <= blau(weights) < 1
    assert shannon(weights) <= log(richness(weights)) + 1e-9
    even = evenness(weights)
    assert even is None or 0 <= even <= 1 + 1e-9
    low, high = leave_one_out(map(field_weights, community))
    assert 1 <= low <= high <= richness(weights) + 1e-9


@pytest.mark.parametrize("companies", [0, 1, 2])
def test_below_three_companies_nothing_is_said(companies):
    assert describe([["a"]] * companies) == Diversity(companies)


@pytest.mark.parametrize("companies", [3, 7])
def test_up_to_seven_companies_only_counts_are_said(companies):
    assert describe([["a"]] * companies) == Diversity(companies, richness=1)


@pytest.mark.parametrize(("companies", "has_evenness"), [(8, False), (14, False), (15, True)])
def test_evenness_is_said_from_fifteen_companies(companies, has_evenness):
    described = describe([["ab"[number % 2]] for number in range(companies)])
    assert described.effective_number is not None
    assert described.range is not None
    assert (described.evenness is not None) == has_evenness


def test_the_pair_sentence_is_in_whole_hundredths():
    assert describe(VECTOR).pairs_of_hundred == 83
    assert describe([["a"]] * 3).pairs_of_hundred is None
    assert describe([[number] for number in range(8)]).pairs_of_hundred == 100


def test_all_or_none_of_a_hundred_is_said_only_where_it_is_so():
    assert describe([[number] for number in range(99)] + [[0]]).pairs_of_hundred == 99
    assert describe([["a"]] * 999 + [["b"]]).pairs_of_hundred == 1
