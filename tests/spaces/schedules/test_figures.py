"""How much the common spaces are used."""

from datetime import UTC, date, datetime

import pytest

from spaces.schedules.figures import month_bounds, month_use
from tests.factories.members import CompanyFactory
from tests.factories.spaces import BookingFactory, RoomFactory, local

pytestmark = pytest.mark.django_db


def booking(start: str, end: str, **kwargs):
    return BookingFactory(
        starts_at=local(start).astimezone(UTC), ends_at=local(end).astimezone(UTC), **kwargs
    )


def test_value_2_a_night_over_the_change_of_clocks_counts_seven_or_nine_hours():
    booking("2027-03-27 22:00", "2027-03-28 06:00")
    booking("2027-10-30 22:00", "2027-10-31 06:00")

    assert [month_use(date(2027, month, 1)).minutes for month in (3, 10)] == [7 * 60, 9 * 60]


def test_case_9_a_night_over_the_end_of_the_month_is_parted_there():
    booking("2026-11-30 22:00", "2026-12-01 06:00")

    assert [month_use(date(2026, month, 1)).minutes for month in (11, 12)] == [120, 360]


def test_hours_are_counted_to_the_weekday_and_hour_that_the_clock_shows():
    booking("2026-11-06 22:30", "2026-11-07 00:15")  # a Friday

    assert month_use(date(2026, 11, 1)).by_hour == {(4, 22): 30, (4, 23): 60, (5, 0): 15}


def test_the_repeated_hour_counts_twice():
    booking("2027-10-31 01:00", "2027-10-31 04:00")

    assert month_use(date(2027, 10, 1)).by_hour == {(6, 1): 60, (6, 2): 120, (6, 3): 60}


def test_use_is_summed_by_company_and_space_without_what_was_cancelled():
    room = RoomFactory(code="R1", name="Kitchen")
    nodo = CompanyFactory(name="Nodo")
    for day in (3, 4):
        booking(f"2026-11-0{day} 09:00", f"2026-11-0{day} 11:00", space=room, company=nodo)
    booking("2026-11-05 09:00", "2026-11-05 10:00", space=room, company=None)
    cancelled = datetime(2026, 11, 1, tzinfo=UTC)
    booking("2026-11-06 09:00", "2026-11-06 10:00", space=room, state="cancelled", cancelled_at=cancelled)

    use = month_use(date(2026, 11, 1))

    assert use.by_company() == [("Nodo", 240), ("The community", 60)]
    assert use.by_space() == [("R1 Kitchen", 300)]
    assert [(one.company, one.bookings, one.minutes) for one in use.uses] == [
        ("Nodo", 2, 240),
        ("The community", 1, 60),
    ]


def test_a_stay_that_began_two_weeks_before_the_month_is_counted():
    booking("2026-11-18 16:00", "2026-12-02 10:00")

    assert month_use(date(2026, 12, 1)).minutes == 34 * 60


def test_a_month_has_its_local_ends():
    assert month_bounds(date(2026, 12, 1)) == (
        datetime(2026, 11, 30, 23, tzinfo=UTC),
        datetime(2026, 12, 31, 23, tzinfo=UTC),
    )
