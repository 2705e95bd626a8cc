"""When a deadline comes again and when it is told of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from spaces.upkeep.deadlines.rules import next_day, notice_step

DUE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("done", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 36, date(2029, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 15), 120, date(2036, 5, 15)),
    ],
)
def test_the_next_day_is_cut_to_the_end_of_its_month(done, months, due):
    assert next_day(done, months) == due


@pytest.mark.parametrize(
    ("left", "step"),
    [
        *[(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0)],
        *[(-1, 0), (-6, 0), (-7, -7), (-13, -7), (-14, -14), (-400, -399)],
    ],
)
def test_it_is_told_of_60_30_7_and_0_days_before_and_then_every_week(left, step):
    assert notice_step(DUE, DUE - timedelta(days=left)) == step


@given(some.integers(-500, 60))
def test_the_step_that_is_told_of_has_come_and_is_the_last_that_has(left):
    step = notice_step(DUE, DUE - timedelta(days=left))
    tomorrow = notice_step(DUE, DUE - timedelta(days=left - 1))

    assert step >= left
    assert tomorrow <= step
    assert tomorrow == step or tomorrow == left - 1
