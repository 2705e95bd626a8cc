"""Months of works, and euro."""

from datetime import date

import pytest

from multifactory.lib.formats import format_euro
from spaces.works.formats import format_months

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2019, 1, 7), date(2019, 3, 1), "January 2019 to February 2019"),
        (date(2019, 1, 7), date(2019, 2, 1), "January 2019"),
        (date(2026, 9, 7), None, "since September 2026"),
        (date(2026, 9, 7), date(2027, 2, 1), "since September 2026"),
        (date(2027, 1, 7), None, "from January 2027"),
    ],
)
def test_months_say_when_works_were(start, end, words):
    assert format_months(start, end, TODAY) == words


def test_euros_show_cents_only_where_there_are_some():
    assert [format_euro(cents) for cents in (0, 1_830_000, 1_830_050)] == ["€ 0", "€ 18,300", "€ 18,300.50"]
