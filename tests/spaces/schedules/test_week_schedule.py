"""A week of one space, as a table of its own and as lists."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spaces.bookings.rules import PolicyTerms
from spaces.policies.models import BookingPolicy
from spaces.schedules.pieces import Piece, PieceKind
from spaces.schedules.rules import day_bounds, days_bounds, days_from, lay_out
from spaces.schedules.week_schedule import week_days, week_rows

MONDAY = date(2026, 12, 7)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
TERMS = PolicyTerms(BookingPolicy(), [], [], [])


def week(monday: date, *pieces: Piece):
    days = days_from(monday, 7)
    blocks = lay_out(pieces, *days_bounds(days[0], days[-1]))
    columns = week_days(days, blocks, TERMS, NOW)
    return columns, week_rows(columns, TERMS, NOW)


def booked(start: datetime, hours: float) -> Piece:
    return Piece(PieceKind.TAKEN, start, start + timedelta(hours=hours), who="Nodo")


def covered(rows) -> list[int]:
    """How many rows the cells of each day take together: found by filling the table like a browser."""
    taken = [0] * 7
    for place, row in enumerate(rows):
        free = [day for day in range(7) if taken[day] <= place]
        assert len(free) == len(row.cells)
        for day, cell in zip(free, row.cells, strict=True):
            taken[day] += cell.rows
    return taken


def test_a_booking_is_as_high_as_it_lasts_and_free_hours_stand_around_it():
    _columns, rows = week(MONDAY, booked(datetime(2026, 12, 8, 9, 15, tzinfo=UTC), 1.5))  # 10:15 to 11:45

    held = [(row, cell) for row in rows for cell in row.cells if cell.item.cell.block.pieces]

    assert [(cell.item.label, cell.item.until, cell.rows) for _row, cell in held] == [("10:15", "11:45", 2)]
    assert rows[0].hour == "07:00"
    assert covered(rows) == [len(rows)] * 7


def test_free_time_is_offered_hour_by_hour_and_never_in_parts_too_low_to_click():
    _columns, rows = week(MONDAY, booked(datetime(2026, 12, 7, 9, 15, tzinfo=UTC), 1.5))

    monday = [
        row.cells[0].item for row in rows if row.cells and row.cells[0].item.cell.start[:10] == "2026-12-07"
    ]

    assert [(one.label, one.until) for one in monday[2:6]] == [
        ("09:00", "10:15"),
        ("11:45", "13:00"),
        ("13:00", "14:00"),
        ("14:00", "15:00"),
    ]


def test_a_booking_in_the_night_opens_the_whole_day():
    _columns, rows = week(MONDAY, booked(datetime(2026, 12, 8, 21, tzinfo=UTC), 8))  # 22:00 to 06:00

    assert (rows[0].hour, covered(rows)) == ("00:00", [len(rows)] * 7)


def test_the_list_of_a_day_does_not_cut_free_time_into_hours():
    columns, _rows = week(MONDAY, booked(datetime(2026, 12, 7, 9, tzinfo=UTC), 1))

    assert [(item.label, item.until) for item in columns[0].items] == [
        ("00:00", "10:00"),
        ("10:00", "11:00"),
        ("11:00", "24:00"),
    ]
    assert [(item.label, item.until) for item in columns[1].items] == [("00:00", "24:00")]


def test_free_time_that_has_begun_is_listed_from_when_it_can_be_booked():
    """At 20:17 it was said to be free from midnight on."""
    [day] = week_days(
        [MONDAY], lay_out([], *day_bounds(MONDAY)), TERMS, datetime(2026, 12, 7, 19, 17, tzinfo=UTC)
    )

    assert [(item.label, item.until, item.cell.start) for item in day.items] == [
        ("20:15", "24:00", "2026-12-07T20:15")
    ]


@pytest.mark.parametrize(
    ("monday", "nights"),
    [
        (date(2027, 3, 22), [datetime(2027, 3, 28, 0, 30, tzinfo=UTC)]),
        # 02:30 comes twice: one ends and another begins within the hour.
        (
            date(2026, 10, 19),
            [datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 0, 45, tzinfo=UTC)],
        ),
        (date(1916, 5, 29), [datetime(1916, 6, 3, 22, tzinfo=UTC)]),  # the clocks went on at midnight
    ],
)
def test_case_6_a_change_of_clocks_leaves_the_table_whole(monday, nights):
    _columns, rows = week(monday, *(booked(start, 1.5) for start in nights))

    assert covered(rows) == [len(rows)] * 7
