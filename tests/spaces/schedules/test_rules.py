"""The time of a space as blocks, and what of it is free."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.weekdays import EVERY_DAY
from spaces.bookings.rules import PolicyTerms
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours
from spaces.schedules.pieces import Piece, PieceKind
from spaces.schedules.rules import (
    bookable_part,
    day_bounds,
    free_around,
    free_stretches,
    lay_out,
    policy_pieces,
)

DAY = date(2026, 12, 10)
START, END = day_bounds(DAY)


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of 10 December 2026 on the clock of Rome."""
    return datetime(2026, 12, 10, hour - 1, minute, tzinfo=UTC)


def piece(start: datetime, end: datetime, kind: PieceKind = PieceKind.TAKEN) -> Piece:
    return Piece(kind, start, end)


def terms_of(policy: BookingPolicy | None = None, **rules) -> PolicyTerms:
    lists = {name: rules.get(name, []) for name in ("hours", "quiet", "warning")}
    return PolicyTerms(policy or BookingPolicy(), **lists)


def opening(opens: int, closes: int) -> list[OpeningHours]:
    return [OpeningHours(weekday=day, opens=time(opens), closes=time(closes)) for day in range(7)]


def test_free_time_lies_between_what_is_taken_and_bookings_that_touch_leave_none():
    blocks = lay_out([piece(at(10), at(11)), piece(at(11), at(12)), piece(at(15), at(16))], START, END)

    assert free_stretches(blocks) == [(START, at(10)), (at(12), at(15)), (at(16), END)]


@given(
    st.lists(
        st.tuples(st.integers(-8, 100), st.integers(1, 40), st.sampled_from(PieceKind)).filter(
            lambda one: one[2] is not PieceKind.FREE
        ),
        max_size=12,
    )
)
def test_blocks_leave_no_gap_and_what_is_free_meets_nothing_that_takes_it(drawn):
    slot = timedelta(minutes=15)
    pieces = [
        piece(START + slot * first, START + slot * (first + length), kind) for first, length, kind in drawn
    ]

    blocks = lay_out(pieces, START, END)

    assert [blocks[0].starts_at, *(one.ends_at for one in blocks)] == [
        *(one.starts_at for one in blocks),
        END,
    ]
    for start, end in free_stretches(blocks):
        meeting = {one.kind for one in pieces if one.starts_at < end and start < one.ends_at}
        assert meeting <= {PieceKind.WARNED}


def test_the_free_stretch_around_a_time_ends_so_that_it_can_be_cleaned_before_the_next():
    blocks = lay_out([piece(at(10), at(11)), piece(at(18), at(19))], START, END)
    half_an_hour = timedelta(minutes=30)

    found = [
        free_around(blocks, at(15), at(17), half_an_hour),
        free_around(blocks, at(17), at(17, 30), half_an_hour),
        free_around(blocks, at(17), at(17, 45), half_an_hour),
        free_around(blocks, at(20), at(23), half_an_hour),
        free_around(blocks, at(10, 30), at(12), half_an_hour),
    ]

    assert found == [(at(11), at(17, 30)), (at(11), at(17, 30)), None, (at(19), END), None]


def test_cleaning_may_pass_the_closing_time():
    hours = policy_pieces(terms_of(hours=opening(8, 20)), DAY, DAY)

    assert free_around(lay_out(hours, START, END), at(19), at(20), timedelta(minutes=30)) == (at(8), at(20))


def test_outside_the_opening_hours_nothing_is_free_but_a_booking_there_is_shown():
    hours = policy_pieces(terms_of(hours=opening(8, 20)), DAY, DAY)

    blocks = lay_out([*hours, piece(at(21), at(22))], START, END)

    assert free_stretches(blocks) == [(at(8), at(20))]
    assert [block.kind for block in blocks] == ["outside", "free", "outside", "taken", "outside"]


def test_hours_over_midnight_are_open_on_both_days():
    hours = policy_pieces(terms_of(hours=opening(16, 10)), DAY, DAY)

    assert free_stretches(lay_out(hours, START, END)) == [(START, at(10)), (at(16), END)]


def test_guest_rooms_are_free_between_arrival_and_departure():
    terms = terms_of(BookingPolicy(is_by_night=True), hours=opening(16, 10))

    assert free_stretches(lay_out(policy_pieces(terms, DAY, DAY), START, END)) == [(START, END)]


def test_a_loud_machine_rests_in_quiet_hours_and_a_meeting_may_go_on():
    rule = QuietHours(
        weekdays=EVERY_DAY,
        starts=time(12),
        ends=time(14),
        valid_from=date(2026, 1, 1),
        reason="Sleep",
        name="Nap",
    )
    loud, other = (
        lay_out(policy_pieces(terms_of(**{part: [rule]}), DAY, DAY), START, END)
        for part in ("quiet", "warning")
    )

    assert free_stretches(loud) == [(START, at(12)), (at(14), END)]
    assert free_stretches(other) == [(START, END)]
    assert [block.note for block in other] == ["", "Quiet hours “Nap”, 12:00–14:00: Sleep.", ""]


def test_quiet_hours_are_shown_only_on_days_on_which_they_are_in_force():
    rule = QuietHours(
        weekdays=EVERY_DAY,
        starts=time(22),
        ends=time(6),
        valid_from=date(2026, 1, 1),
        valid_to=DAY,
        reason="Sleep",
    )

    stretches = free_stretches(lay_out(policy_pieces(terms_of(quiet=[rule]), DAY, DAY), START, END))

    assert stretches == [(at(6), END)]  # those of the night before end in the morning


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [(date(2027, 3, 28), date(2027, 3, 28), 23), (date(2026, 10, 25), date(2026, 10, 25), 25)],
)
def test_a_free_day_over_a_change_of_clocks_has_its_own_length(first, last, hours):
    bounds = day_bounds(first)

    (free,) = free_stretches(lay_out([], *bounds))

    assert free[1] - free[0] == timedelta(hours=hours)


def test_what_can_be_booked_begins_now_after_the_notice_and_within_the_horizon():
    free, now = (START, END), at(9, 20)

    parts = [
        bookable_part(free, terms_of(BookingPolicy(**values)), now)
        for values in ({}, {"notice_minutes": 120}, {"horizon_days": 1})
    ]
    later = bookable_part(day_bounds(date(2026, 12, 12)), terms_of(BookingPolicy(horizon_days=1)), now)

    assert (parts, later) == ([(at(9, 15), END), (at(11, 15), END), (at(9, 15), END)], None)
