"""A day of a bookable space, row by row."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spaces.bookings.rules import PolicyTerms
from spaces.policies.models import BookingPolicy
from spaces.schedules.day_schedule import schedule_rows
from spaces.schedules.pieces import Piece, PieceKind
from spaces.schedules.rules import day_bounds, format_clock, lay_out

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
NOVEMBER_23 = date(2026, 11, 23)
TERMS = PolicyTerms(BookingPolicy(horizon_days=400), [], [], [])


def taken(start: datetime, hours: float, who: str = "Nodo") -> Piece:
    return Piece(PieceKind.TAKEN, start, start + timedelta(hours=hours), who=who)


def rows_of(day: date, *pieces: Piece, now: datetime = EARLY, terms: PolicyTerms = TERMS) -> list:
    return schedule_rows(day, lay_out(pieces, *day_bounds(day)), terms, now)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)]
)
def test_case_6_a_day_has_the_hours_it_has(day, hours):
    start, end = day_bounds(day)

    assert end - start == timedelta(hours=hours)


def test_the_hour_that_is_skipped_has_no_row():
    labels = [row.label for row in rows_of(date(2026, 3, 29))][:4]

    assert labels == ["00:00", "01:00", "03:00", "04:00"]


def test_the_hour_that_comes_twice_has_two_rows_that_cannot_be_booked():
    rows = rows_of(date(2026, 10, 25))[:5]

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


def test_a_booking_is_one_block_over_its_rows():
    start = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)  # 10:15 in Rome

    rows = rows_of(NOVEMBER_23, taken(start, 1))

    places = [place for place, row in enumerate(rows) if row.cell and row.cell.block.pieces]
    block = rows[places[0]]
    assert (len(places), block.label, block.cell.rows) == (1, "10:15", 3)
    assert [row.label for row in rows if row.cell is None] == ["10:30", "11:00"]
    assert rows[places[0] + 3].cell.start == "2026-11-23T11:15"


def test_two_halves_taken_at_once_share_a_block():
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)

    rows = rows_of(NOVEMBER_23, taken(start, 2, "Long"), taken(start, 1, "Short"))

    blocks = [row.cell.block for row in rows if row.cell and row.cell.block.pieces]
    assert [[piece.who for piece in block.pieces] for block in blocks] == [["Long", "Short"], ["Long"]]


def test_case_9_a_booking_over_midnight_is_on_both_days():
    night = taken(datetime(2026, 11, 23, 21, tzinfo=UTC), 8)

    last, first = (rows_of(date(2026, 11, day), night) for day in (23, 24))

    assert [row.label for row in last if row.cell and row.cell.block.pieces] == ["22:00"]
    assert (first[0].cell.block.pieces, first[0].cell.rows) == ((night,), 6)


def test_what_is_over_is_one_row_and_the_running_quarter_can_be_booked():
    rows = rows_of(NOVEMBER_23, now=datetime(2026, 11, 23, 9, 20, tzinfo=UTC))

    assert [(row.label, row.until, row.cell.start, row.cell.is_past) for row in rows[:2]] == [
        ("00:00", "10:00", "", True),
        ("10:00", "10:30", "2026-11-23T10:15", False),
    ]


def test_nothing_is_offered_beyond_the_horizon():
    terms = PolicyTerms(BookingPolicy(horizon_days=180), [], [], [])

    rows = rows_of(NOVEMBER_23, terms=terms)

    assert {(row.cell.start, row.cell.is_too_far) for row in rows} == {("", True)}
