from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events.institutions.agreement_models import Agreement, months_before, state_on
from events.institutions.rules import check_end, check_start, notices_due

END = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 12, 31), 3, date(2027, 9, 30)),
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 1, 15), 25, date(2024, 12, 15)),
    ],
)
def test_notice_may_be_given_until_so_many_months_before(day, months, before):
    assert months_before(day, months) == before


@given(st.dates(date(1960, 1, 1), date(2200, 1, 1)), st.integers(0, 60))
def test_months_before_go_back_by_the_calendar(day, months):
    before = months_before(day, months)

    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (91, (), []),
        (90, (), [90]),
        (60, (90,), []),
        (30, (90,), [30]),
        (7, (90, 30), [7]),
        (7, (), [90, 30, 7]),  # a worker that stood still: all three are told in one mail
        (1, (90, 30, 7), []),
        (0, (), []),
    ],
)
def test_coordinators_hear_90_30_and_7_days_before(left, told, due):
    assert notices_due(END, END - timedelta(days=left), told) == due


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (None, None, "draft"),
        (date(2027, 6, 2), None, "to_come"),
        (date(2027, 6, 1), None, "in_force"),
        (date(2027, 1, 1), date(2027, 6, 2), "in_force"),
        (date(2027, 1, 1), date(2027, 6, 1), "over"),  # the end is the first day without it
    ],
)
def test_the_state_follows_the_half_open_interval(start, end, state):
    assert state_on(start, end, date(2027, 6, 1)) == state


def test_an_agreement_is_put_in_force_once_and_before_it_ends():
    with pytest.raises(ValidationError, match="already has a day from which it is in force"):
        check_start(Agreement(starts_on=date(2027, 1, 1)), END)
    with pytest.raises(ValidationError, match="ends before that day"):
        check_start(Agreement(ends_on=END), END)
    check_start(Agreement(ends_on=END), END - timedelta(days=1))


def test_an_agreement_is_ended_between_its_start_and_its_end():
    agreement = Agreement(starts_on=date(2027, 1, 1), ends_on=END)

    with pytest.raises(ValidationError, match="must end after it starts"):
        check_end(agreement, date(2027, 1, 1))
    with pytest.raises(ValidationError, match="expires before that day anyway"):
        check_end(agreement, END + timedelta(days=1))
    with pytest.raises(ValidationError, match="not in force"):
        check_end(Agreement(), END)
    check_end(agreement, END)
