"""What is still to pay: pure, in cents."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.costs.budgets.rules import divide_into_months, due_day, months_within, next_month
from spaces.costs.dues.rules import Charge, Credited, Received, due_step, settle

FIRST = date(2027, 1, 5)


def monthly(*cents):
    return [Charge(FIRST.replace(month=month), one) for month, one in enumerate(cents, 1)]


def test_a_year_divides_into_twelve_quotas():
    """Value 8."""
    assert divide_into_months(407_28, range(1, 13)) == dict.fromkeys(range(1, 13), 33_94)
    assert list(divide_into_months(3_086_41, range(1, 13)).values()) == [257_21, *[257_20] * 11]


def test_a_credit_is_used_as_quotas_fall_due_and_never_below_zero():
    """Value 9: the third quota leaves 124.99 to pay."""
    account = settle(monthly(208_33, 208_33, 208_33), credited=[Credited(FIRST, 500_00)], until=date.max)

    assert [one.by_credit for one in account.charges] == [208_33, 208_33, 83_34]
    assert [one.open for one in account.charges] == [0, 0, 124_99]
    assert account.credit_left == 0


def test_what_is_left_of_a_credit_stays_visible_and_lapses_after_its_last_day():
    credit = Credited(FIRST, 500_00, until=date(2027, 2, 5))

    account = settle(monthly(208_33), credited=[credit], until=date(2027, 2, 5))
    later = settle(monthly(208_33, 0, 208_33), credited=[credit], until=date(2027, 3, 5))

    assert (account.credit_left, account.credit_lapsed) == (291_67, 0)
    assert (later.credit_left, later.credit_lapsed, later.open) == (0, 291_67, 208_33)


def test_a_payment_settles_what_was_due_first_and_what_is_over_waits():
    account = settle(monthly(100, 100, 100), [Received(date(2027, 2, 20), 250)], until=date(2027, 2, 28))
    later = settle(monthly(100, 100, 100), [Received(date(2027, 2, 20), 250)], until=date(2027, 3, 31))

    assert ([one.open for one in account.charges], account.paid_ahead) == ([0, 0], 50)
    assert [one.open for one in later.charges] == [0, 0, 50]
    assert later.oldest_open == date(2027, 3, 5)
    assert later.days_late(date(2027, 3, 31)) == 26


@given(
    charges=st.lists(st.tuples(st.integers(0, 700), st.integers(1, 10**9)), max_size=20),
    received=st.lists(st.tuples(st.integers(0, 700), st.integers(1, 10**9)), max_size=20),
    credited=st.lists(
        st.tuples(st.integers(0, 700), st.integers(1, 10**9), st.none() | st.integers(0, 700)), max_size=8
    ),
)
def test_whatever_comes_in_what_order_no_cent_is_lost(charges, received, credited):
    rows = [Charge(FIRST + timedelta(days=day), cents) for day, cents in charges]
    paid = [Received(FIRST + timedelta(days=day), cents) for day, cents in received]
    given_later = [
        Credited(FIRST + timedelta(days=day), cents, None if end is None else FIRST + timedelta(days=end))
        for day, cents, end in credited
    ]
    account = settle(rows, paid, given_later, until=date.max)

    assert all(one.open >= 0 and one.by_credit >= 0 and one.by_payment >= 0 for one in account.charges)
    assert sum(one.by_payment for one in account.charges) + account.paid_ahead == sum(c for _d, c in received)
    used = sum(one.by_credit for one in account.charges)
    assert used + account.credit_left + account.credit_lapsed == sum(one.cents for one in given_later)
    assert not (account.open and account.paid_ahead)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-6, None), (-5, -5), (-1, -5), (0, 0), (5, 0), (6, None), (15, 15), (20, 15), (21, None), (62, 60)],
)
def test_the_reminder_whose_turn_it_is(days, step):
    assert due_step(FIRST, FIRST + timedelta(days=days)) == step


def test_a_quota_written_late_is_due_the_month_after():
    assert due_day(2027, 3, date(2027, 3, 4)) == date(2027, 3, 5)
    assert due_day(2027, 1, date(2027, 3, 5)) == date(2027, 4, 5)
    assert due_day(2027, 12, date(2027, 12, 30)) == date(2028, 1, 5)
    assert next_month(date(2027, 12, 30)) == date(2028, 1, 1)


def test_a_company_pays_the_months_in_which_it_is_a_member():
    assert months_within(date(2027, 3, 31), date(2027, 6, 1), 2027, 1) == [3, 4, 5]
    assert months_within(date(2020, 1, 1), None, 2027, 11) == [11, 12]
