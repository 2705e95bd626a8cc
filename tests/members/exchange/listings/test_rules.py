"""How long a listing lasts, and when its company is told."""

from datetime import date, timedelta

import pytest

from members.exchange.listings.rules import is_possible_end, notice_due, renewed_end

TODAY = date(2026, 12, 1)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "is_possible"), [(-1, False), (0, False), (1, True), (60, True), (180, True), (181, False)]
)
def test_a_listing_ends_between_tomorrow_and_180_days_ahead(days, is_possible):
    assert is_possible_end(ahead(days), TODAY) is is_possible


@pytest.mark.parametrize(("end", "renewed"), [(-20, 60), (3, 60), (60, 60), (100, 100), (None, None)])
def test_renewed_for_60_days_and_never_for_less_than_it_had(end, renewed):
    assert renewed_end(None if end is None else ahead(end), TODAY) == (
        None if renewed is None else ahead(renewed)
    )


@pytest.mark.parametrize(
    ("left", "due"), [(8, None), (7, 7), (2, 7), (1, 1), (0, 0), (-1, 0), (-7, 0), (-8, None)]
)
def test_notices_7_days_before_1_day_before_and_on_the_day(left, due):
    assert notice_due(TODAY, renewed_on=ahead(-50), expires_on=ahead(left)) == due


@pytest.mark.parametrize(
    ("renewed", "left", "due"),
    [(0, 5, None), (-1, 5, None), (-3, 5, 7), (0, 7, None), (-1, 7, 7), (0, 1, None), (-1, 1, 1), (-1, 0, 0)],
)
def test_no_notice_before_or_on_the_day_it_was_renewed(renewed, left, due):
    """Opened for five days: the notice of the seventh day before is no news."""
    assert notice_due(TODAY, renewed_on=ahead(renewed), expires_on=ahead(left)) == due
