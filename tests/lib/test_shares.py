"""Largest remainder."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.shares import shares

weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any)


def test_three_share_a_hundred():
    assert shares(100, [1, 1, 1]) == [34, 33, 33]


def test_largest_remainder_gets_what_is_left():
    assert shares(10, [47, 16, 15, 12, 6, 4]) == [5, 2, 1, 1, 1, 0]


def test_refund_is_shared_as_a_cost():
    assert shares(-100, [1, 1, 1]) == [-34, -33, -33]


def test_nothing_to_share():
    assert shares(0, [3, 1]) == [0, 0]


@pytest.mark.parametrize("wrong", [[], [0, 0], [2, -1]])
def test_weights_that_cannot_share_are_refused(wrong):
    with pytest.raises(ValueError, match="weights"):
        shares(100, wrong)


@given(st.integers(-(10**9), 10**9), weights)
def test_shares_add_up_and_none_is_a_unit_off(total, parts):
    found, whole = shares(total, parts), sum(parts)

    assert sum(found) == total
    assert all(abs(share * whole - total * part) < whole for share, part in zip(found, parts, strict=True))


@given(st.integers(0, 10**9), weights)
def test_a_greater_weight_never_bears_less(total, parts):
    pairs = sorted(zip(parts, shares(total, parts), strict=True))

    assert all(one[1] <= other[1] for one, other in pairwise(pairs) if one[0] < other[0])


def test_equal_remainders_begin_at_the_turn_and_go_round():
    assert shares(2, [1, 1, 1], turn=2) == [1, 0, 1]
    assert shares(2, [1, 1, 1], turn=5) == [1, 0, 1]


def test_a_turn_moves_nothing_between_unequal_remainders():
    assert shares(10, [47, 16, 15, 12, 6, 4], turn=3) == shares(10, [47, 16, 15, 12, 6, 4])


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_over_a_whole_round_of_turns_all_pay_the_same(total, count):
    paid = [
        sum(column)
        for column in zip(*(shares(total, [1] * count, turn=t) for t in range(count)), strict=True)
    ]

    assert paid == [total] * count
