"""Ages and people at work, in bands."""

import pytest

from members.companies.bands import age_band, count_people


@pytest.mark.parametrize(
    ("founded", "band"),
    [
        *((2026, "0-4"), (2022, "0-4"), (2021, "5-9"), (2017, "5-9"), (2016, "10-19"), (2007, "10-19")),
        *((2006, "20-49"), (1977, "20-49"), (1976, "50"), (1000, "50")),
        *((None, None), (0, None), (9999, None), (2027, None)),
    ],
)
def test_age_is_this_year_less_the_founding_year(founded, band):
    assert age_band(founded, 2026) == band


def test_people_are_counted_in_bands():
    counted = count_people([1, 2, 5, 6, 9, 10, 49, 50, 400, None, 0])
    assert counted == {"1": 1, "2-5": 2, "6-9": 2, "10-49": 2, "50": 2}
