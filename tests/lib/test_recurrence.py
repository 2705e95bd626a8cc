"""Dates that repeat, in Rome: the values are those of RFC 5545 and of the calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from multifactory.lib.recurrence import LAST, Every, comes_twice, days_of, local_moment, nths_of, occurrence


def starts(days, hour):
    return [moment and f"{moment:%d %b %H:%MZ}" for moment in (local_moment(day, hour) for day in days)]


def short(days):
    return [f"{day:%-d %b}" for day in days]


def test_weekly_over_the_change_of_clocks_keeps_the_hour_on_the_wall():
    days = days_of(date(2027, 3, 24), Every.WEEK, most=3)

    assert starts(days, time(18)) == ["24 Mar 17:00Z", "31 Mar 16:00Z", "07 Apr 16:00Z"]


def test_the_hour_that_spring_skips_makes_no_occurrence():
    days = days_of(date(2027, 3, 14), Every.WEEK, most=52, until=date(2027, 4, 11))

    assert starts(days, time(2, 30)) == [
        *("14 Mar 01:30Z", "21 Mar 01:30Z", None, "04 Apr 00:30Z", "11 Apr 00:30Z")
    ]
    skipped = [occurrence(day, time(1, 30), time(2, 30)) for day in days]
    assert [one.exists for one in skipped] == [True, True, False, True, True]


def test_of_the_hour_that_autumn_repeats_the_first_is_meant():
    days = days_of(date(2027, 10, 17), Every.WEEK, most=52, until=date(2027, 11, 7))
    found = [occurrence(day, time(2, 30), time(3, 30)) for day in days]

    assert len(found) == 4
    assert (found[2].starts_at, found[2].ends_at) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 2, 30, tzinfo=UTC),
    )
    assert comes_twice(date(2027, 10, 31), time(2, 30))
    assert not comes_twice(date(2027, 10, 30), time(2, 30))
    assert not comes_twice(date(2027, 3, 28), time(2, 30))


@pytest.mark.parametrize(
    ("day", "hours", "start"), [(date(2027, 3, 27), 7, "21:00"), (date(2027, 10, 30), 9, "20:00")]
)
def test_a_night_over_the_change_of_clocks_lasts_what_passes(day, hours, start):
    night = occurrence(day, time(22), time(6), nights=1)

    assert night.ends_at - night.starts_at == timedelta(hours=hours)
    assert f"{night.starts_at:%H:%M}" == start


def test_a_fortnight_of_tuesdays():
    days = days_of(date(2026, 12, 1), Every.FORTNIGHT, most=52, until=date(2027, 5, 18))

    assert len(days) == 13
    assert starts(days[8:10], time(9)) == ["23 Mar 08:00Z", "06 Apr 07:00Z"]


@pytest.mark.parametrize(
    ("first", "nth", "expected"),
    [
        (date(2026, 12, 25), 4, ["25 Dec", "22 Jan", "26 Feb", "26 Mar", "23 Apr", "28 May"]),
        (date(2026, 12, 25), LAST, ["25 Dec", "29 Jan", "26 Feb", "26 Mar", "30 Apr", "28 May"]),
        (date(2027, 1, 29), LAST, ["29 Jan", "26 Feb", "26 Mar", "30 Apr", "28 May", "25 Jun"]),
    ],
)
def test_monthly_by_the_day_of_the_week(first, nth, expected):
    assert short(days_of(first, Every.MONTH_BY_WEEKDAY, nth=nth, most=6)) == expected


def test_a_fifth_of_a_month_is_only_the_last():
    assert nths_of(date(2027, 1, 29)) == [LAST]
    assert nths_of(date(2026, 12, 25)) == [4, LAST]
    assert nths_of(date(2026, 12, 18)) == [3]
    with pytest.raises(ValueError, match="not that one"):
        days_of(date(2027, 1, 29), Every.MONTH_BY_WEEKDAY, nth=4, most=3)


def test_monthly_by_date_leaves_out_a_month_without_that_day():
    assert short(days_of(date(2027, 1, 30), Every.MONTH_BY_DATE, most=3)) == ["30 Jan", "30 Mar", "30 Apr"]


def test_a_leap_day_is_a_day_like_others():
    days = days_of(date(2027, 10, 5), Every.WEEK, most=52, until=date(2028, 2, 29))

    assert (len(days), days[-1]) == (22, date(2028, 2, 29))


def test_no_more_than_asked_for_and_the_last_day_included():
    assert len(days_of(date(2026, 12, 1), Every.WEEK, most=52)) == 52
    assert days_of(date(2026, 12, 1), Every.WEEK, most=52)[-1] == date(2027, 11, 23)
    assert len(days_of(date(2026, 12, 1), Every.WEEK, most=52, until=date(2027, 5, 29))) == 26
    assert short(days_of(date(2026, 12, 1), Every.DAY, most=9, until=date(2026, 12, 3))) == [
        *("1 Dec", "2 Dec", "3 Dec")
    ]
