"""Whose turn it is, counted."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.upkeep.duties.rotation import Presence, Rota, minutes_due


def turns(weights: dict[int, int], number: int) -> str:
    rota = Rota()
    return "".join("ABCDEFGHI"[rota.give(weights)] for _turn in range(number))


def test_value_15_minutes_by_heads_with_least_60():
    assert minutes_due(1860, [12, 6, 5, 4, 4, 3, 1, 1, 1], least=60) == [
        *(593, 296, 247, 198, 198, 148),
        *(60, 60, 60),
    ]


def test_value_15_nine_equal_companies_take_turns():
    assert turns(dict.fromkeys(range(9), 1), 18) == "ABCDEFGHIABCDEFGHI"


def test_value_15_weights_3_2_1():
    assert turns({0: 3, 1: 2, 2: 1}, 12) == "ABCABAABCABA"


def test_who_is_on_leave_owes_nothing_for_it_and_who_joins_begins_at_zero():
    rota = Rota()
    for _turn in range(4):
        rota.give({0: 1, 1: 1})
    given = [rota.give({0: 1, 1: 1, 2: 1}) for _turn in range(6)]
    assert given == [2, 0, 1, 2, 0, 1]
    rota = Rota()
    assert [rota.give({0: 1, 1: 1}) for _turn in range(2)] == [0, 1]
    assert [rota.give({0: 1}) for _turn in range(3)] == [0, 0, 0]  # 1 is on leave
    assert [rota.give({0: 1, 1: 1}) for _turn in range(4)] == [1, 0, 1, 0]
    assert rota.balance == {0: 0, 1: 0}


def test_a_missed_turn_stays_owed():
    rota = Rota()
    rota.count({0: 1, 1: 1}, None)
    assert rota.balance == {0: Fraction(1, 2), 1: Fraction(1, 2)}


def test_minutes_where_the_least_asks_for_too_much_or_nobody_is_there():
    assert minutes_due(100, [5, 1], least=60) == [50, 50]
    assert minutes_due(100, [], least=60) == []
    assert minutes_due(100, [3, 1]) == [75, 25]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(60, 5000), st.integers(0, 60))
def test_minutes_add_up_and_nobody_is_below_the_least(weights, total, least):
    due = minutes_due(total, weights, least=least)

    assert sum(due) == total
    if least * len(weights) <= total:
        assert min(due) >= least


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 60))
def test_nobody_is_ever_a_whole_turn_ahead_of_their_share(weights, number):
    rota, shares = Rota(), dict(enumerate(weights))
    for _turn in range(number):
        rota.give(shares)

    assert sum(rota.balance.values()) == 0
    assert min(rota.balance.values()) > -1


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 3, 1), False),
        (date(2026, 3, 8), True),
        (date(2026, 6, 1), False),
    ],
)
def test_presence(day, is_there):
    leaves = ((date(2026, 3, 1), date(2026, 3, 8)),)
    assert Presence(1, date(2026, 1, 1), date(2026, 6, 1), leaves).is_there(day) is is_there
