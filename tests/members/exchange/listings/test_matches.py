"""How well what one company has fits what another needs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.exchange.listings.matches import MatchFacts, match_score, matches_between, score_of

TODAY = date(2026, 12, 1)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def facts(pk, company, *, is_need=False, field=1, days=0, terms=()):
    return MatchFacts(pk, company, is_need, field, days_ago(days), frozenset(terms))


@pytest.mark.parametrize(
    ("is_same_field", "ours", "theirs", "days", "score"),
    [
        (True, {"oak", "table"}, {"oak"}, 15, 975),
        (False, {"oak", "table"}, {"oak", "table"}, 0, 400),
        (False, {"oak", "table"}, {"oak", "table"}, 1, 398),
        (True, set(), {"oak"}, 60, 600),
        (True, set(), set(), 0, 700),
        (True, {"oak"}, {"oak"}, 0, 1000),
        (True, {"oak"}, {"oak"}, 400, 900),
        (True, {"oak"}, {"oak"}, -3, 1000),  # of a clock that is behind
        (False, {"oak", "ash", "elm"}, {"oak", "fir", "yew"}, 7, 188),
    ],
)
def test_score_to_the_digit(is_same_field, ours, theirs, days, score):
    assert match_score(is_same_field=is_same_field, ours=ours, theirs=theirs, days=days) == score


WORDS = st.sets(st.sampled_from("abcdefgh"))


@given(st.booleans(), WORDS, WORDS, st.integers(0, 400))
def test_score_is_the_exact_sum_rounded_down_and_the_same_both_ways(is_same_field, ours, theirs, days):
    exact = 600 * is_same_field + 100 * Fraction(max(0, 60 - days), 60)
    if ours and theirs:
        exact += 300 * Fraction(len(ours & theirs), min(len(ours), len(theirs)))

    found = match_score(is_same_field=is_same_field, ours=ours, theirs=theirs, days=days)

    assert found == exact.numerator // exact.denominator
    assert found == match_score(is_same_field=is_same_field, ours=theirs, theirs=ours, days=days)


def test_a_pair_is_as_fresh_as_the_older_of_its_two():
    old, new = facts(1, 1, days=15, terms={"oak"}), facts(2, 2, is_need=True, terms={"oak", "table"})

    assert (score_of(old, new, TODAY), score_of(new, old, TODAY)) == (975, 975)


def test_only_complementary_listings_of_two_companies_match_from_400_on():
    need = facts(1, 1, is_need=True, terms={"oak"})
    others = [
        facts(2, 2, terms={"oak"}),  # 1000
        facts(3, 2, is_need=True, terms={"oak"}),  # the same side
        facts(4, 1, terms={"oak"}),  # their own
        facts(5, 3, field=2, terms={"oak"}),  # 400
        facts(6, 3, field=2, terms={"oak"}, days=1),  # 398
        facts(7, 4, field=2),  # nothing in common
        facts(8, 4),  # 700
    ]

    found = matches_between([need], others, TODAY)

    assert [(one.score, one.theirs.pk) for one in found] == [(1000, 2), (700, 8), (400, 5)]


LISTINGS = st.lists(
    st.builds(
        lambda company, is_need, field, days, terms: (company, is_need, field, days, terms),
        st.integers(1, 4),
        st.booleans(),
        st.integers(1, 3),
        st.integers(0, 70),
        WORDS,
    ),
    max_size=12,
)


@given(LISTINGS)
def test_the_index_leaves_out_no_pair(rows):
    listings = [
        facts(pk, company, is_need=is_need, field=field, days=days, terms=terms)
        for pk, (company, is_need, field, days, terms) in enumerate(rows)
    ]
    own = [one for one in listings if one.company == 1]
    wanted = {
        (ours.pk, theirs.pk)
        for ours in own
        for theirs in listings
        if theirs.company != 1 and theirs.is_need != ours.is_need and score_of(ours, theirs, TODAY) >= 400
    }

    assert {(one.ours.pk, one.theirs.pk) for one in matches_between(own, listings, TODAY)} == wanted
