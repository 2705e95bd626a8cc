"""A day of a bookable space, row by row."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spaces.bookings.day_schedule import day_bounds, format_clock, schedule_rows
from tests.factories.spaces import BookingFactory

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2028, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)]
)
def test_a_day_has_the_hours_it_has(day, hours):
    start, end = day_bounds(day)

    assert end - start == timedelta(hours=hours)


def test_the_hour_that_is_skipped_has_no_row():
    labels = [row.label for row in schedule_rows(date(2026, 3, 29), [], EARLY, LATE)][:4]

    assert labels == ["00:00", "01:00", "03:00", "04:00"]


def test_the_hour_that_comes_twice_has_two_rows_that_cannot_be_booked():
    rows = schedule_rows(date(2026, 10, 25), [], EARLY, LATE)[:5]

    assert [(row.label, row.cell.start) for row in rows] == [
        ("00:00", "2026-10-25T00:00"),
        ("01:00", "2026-10-25T01:00"),
        ("02:00 CEST", ""),
        ("02:00 CET", ""),
        ("03:00", "2026-10-25T03:00"),
    ]


def test_the_name_of_the_time_stands_only_where_it_is_needed():
    moments = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]

    assert [format_clock(moment) for moment in moments] == ["02:30 CEST", "02:30 CET", "03:30"]


@pytest.mark.django_db
def test_a_booking_is_one_block_over_its_rows():
    start = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)  # 10:15 in Rome
    booking = BookingFactory(starts_at=start, ends_at=start + timedelta(hours=1))

    rows = schedule_rows(date(2026, 11, 23), [booking], EARLY, LATE)
    places = [place for place, row in enumerate(rows) if row.cell and row.cell.bookings]

    block = rows[places[0]]
    assert (len(places), block.label, block.cell.rows, block.cell.bookings) == (1, "10:15", 3, [booking])
    assert [row.label for row in rows if row.cell is None] == ["10:30", "11:00"]
    assert rows[places[0] + 3].cell.start == "2026-11-23T11:15"


@pytest.mark.django_db
def test_two_halves_taken_at_once_share_a_block():
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    long, short = (
        BookingFactory(starts_at=start, ends_at=start + timedelta(hours=hours)) for hours in (2, 1)
    )

    rows = schedule_rows(date(2026, 11, 23), [long, short], EARLY, LATE)

    assert [row.cell.bookings for row in rows if row.cell and row.cell.bookings] == [[long, short], [long]]


@pytest.mark.django_db
def test_a_booking_over_midnight_is_on_both_days():
    start = datetime(2026, 11, 23, 21, tzinfo=UTC)
    booking = BookingFactory(starts_at=start, ends_at=start + timedelta(hours=8))

    last, first = (schedule_rows(date(2026, 11, day), [booking], EARLY, LATE) for day in (23, 24))

    assert ([r.label for r in last if r.cell and r.cell.bookings], first[0].cell.bookings) == (
        ["22:00"],
        [booking],
    )


def test_what_is_over_is_one_row_and_the_running_quarter_can_be_booked():
    now = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)

    rows = schedule_rows(date(2026, 11, 23), [], now, LATE)

    assert [(row.label, row.until, row.cell.start, row.cell.is_past) for row in rows[:2]] == [
        ("00:00", "10:00", "", True),
        ("10:00", "10:30", "2026-11-23T10:15", False),
    ]


def test_nothing_is_offered_beyond_the_horizon():
    rows = schedule_rows(date(2026, 11, 23), [], EARLY, datetime(2026, 11, 1, tzinfo=UTC))

    assert {row.cell.start for row in rows} == {""}
