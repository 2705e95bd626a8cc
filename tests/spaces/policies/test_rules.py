"""What a policy allows, on the clock of Rome: the values are those agreed for the common spaces."""

from datetime import date, time

import pytest
from django.utils import translation

from multifactory.lib.weekdays import EVERY_DAY
from spaces.policies.holidays import holiday_on
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours
from spaces.policies.rules import format_minutes, is_open, minutes_by_week, open_stretches, quiet_meeting
from tests.factories.spaces import local


def every_day(opens, closes, days=range(7)):
    return [OpeningHours(weekday=day, opens=opens, closes=closes) for day in days]


GUEST_HOURS = every_day(time(16), time(10))


@pytest.mark.parametrize(
    ("arrival", "departure", "fits"),
    [
        ("2026-12-04 16:00", "2026-12-05 10:00", True),
        ("2026-12-04 16:00", "2026-12-05 10:15", False),
        ("2026-12-04 15:45", "2026-12-05 10:00", False),
        ("2026-12-04 16:00", "2026-12-06 10:00", True),
        ("2026-12-04 17:00", "2026-12-04 20:00", False),  # no night
    ],
)
def test_value_11_a_guest_room_is_booked_by_the_night(arrival, departure, fits):
    policy = BookingPolicy(is_by_night=True, max_minutes=20160)

    assert is_open(policy, GUEST_HOURS, local(arrival), local(departure)) is fits


def test_from_sixteen_to_ten_is_one_stretch():
    assert len(open_stretches(GUEST_HOURS[:1], date(2026, 12, 7), date(2026, 12, 7))) == 1
    assert is_open(BookingPolicy(), GUEST_HOURS, local("2026-12-04 23:00"), local("2026-12-05 01:00"))
    assert not is_open(BookingPolicy(), GUEST_HOURS, local("2026-12-05 09:00"), local("2026-12-05 11:00"))


def test_hours_that_touch_are_one_stretch_and_a_gap_is_a_gap():
    noon = [*every_day(time(8), time(12)), *every_day(time(12), time(20))]
    pause = [*every_day(time(8), time(12)), *every_day(time(14), time(20))]
    start, end = local("2026-12-01 11:00"), local("2026-12-01 15:00")

    assert is_open(BookingPolicy(), noon, start, end)
    assert not is_open(BookingPolicy(), pause, start, end)
    assert is_open(BookingPolicy(), [], start, end)


def test_a_day_without_hours_is_closed():
    weekdays = every_day(time(8), time(20), range(5))

    assert not is_open(BookingPolicy(), weekdays, local("2026-12-05 10:00"), local("2026-12-05 11:00"))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("2027-03-27 22:00", "2027-03-28 06:00", 7), ("2027-10-30 22:00", "2027-10-31 06:00", 9)],
)
def test_value_2_a_night_over_the_change_of_clocks_counts_what_passes(start, end, hours):
    assert sum(minutes_by_week(local(start), local(end)).values()) == hours * 60


def test_value_6_minutes_are_cut_on_monday_at_midnight_of_the_local_clock():
    found = minutes_by_week(local("2027-01-03 22:00"), local("2027-01-04 01:00"))

    assert found == {(2026, 53): 120, (2027, 1): 60}


def crane(**changes):
    terms = {"starts": time(12, 30), "ends": time(14, 30), "weekdays": EVERY_DAY}
    return QuietHours(name="Quiet", **(terms | {"valid_from": date(2022, 1, 1)} | changes))


@pytest.mark.parametrize(
    ("start", "end", "is_quiet"),
    [
        ("11:30", "12:30", False),
        ("14:30", "15:30", False),
        ("12:15", "12:45", True),
        ("10:00", "18:00", True),
    ],
)
def test_quiet_hours_are_half_open(start, end, is_quiet):
    day = "2026-12-01 "

    assert bool(quiet_meeting([crane()], local(day + start), local(day + end))) is is_quiet


def test_quiet_hours_hold_on_their_days_and_over_midnight():
    start, end = local("2026-12-01 12:30"), local("2026-12-01 13:30")
    night = crane(starts=time(22), ends=time(6), weekdays=1 << 1)  # Tuesday night

    assert not quiet_meeting([crane(valid_to=date(2026, 12, 1))], start, end)
    assert quiet_meeting([crane(valid_to=date(2026, 12, 2))], start, end)
    assert not quiet_meeting([crane(weekdays=1)], start, end)
    assert quiet_meeting([night], local("2026-12-02 05:00"), local("2026-12-02 05:30"))
    assert not quiet_meeting([night], local("2026-12-03 05:00"), local("2026-12-03 05:30"))


def test_the_patron_of_mantua_is_a_holiday_in_both_languages(settings):
    settings.HOLIDAYS = "IT-MN"

    with translation.override("it"):
        assert "Anselmo" in holiday_on(date(2027, 3, 18))
        assert holiday_on(date(2027, 12, 8)) == "Immacolata Concezione"
    settings.HOLIDAYS = "IT"
    assert holiday_on(date(2027, 3, 18)) == ""
    settings.HOLIDAYS = ""
    assert holiday_on(date(2027, 12, 25)) == ""


@pytest.mark.parametrize(("minutes", "text"), [(615, "10 h 15 min"), (600, "10 h"), (45, "45 min")])
def test_minutes_are_said_in_hours(minutes, text):
    assert format_minutes(minutes) == text
