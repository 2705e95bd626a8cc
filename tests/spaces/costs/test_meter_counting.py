"""What a meter counted between two days, each by hand; then what holds for all."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.costs.metering.counting import (
    Finding,
    MeterRun,
    Seen,
    add_up,
    expect_use,
    find_gaps,
    look_at,
    total_at,
    use_between,
)
from spaces.costs.sharing.weights import Facts, Hold, Scope, Unit, by_meters, common_use, unread_meters

JAN, FEB, MAR, APR = (date(2027, month, 1) for month in (1, 2, 3, 4))
DEC = date(2026, 12, 1)


def test_use_is_taken_by_days_from_the_readings_around():
    points = add_up([Seen(DEC, 100_000), Seen(FEB, 162_000)])  # 62 days, a kWh a day

    assert use_between(points, JAN, FEB) == 31_000
    assert use_between(points, date(2026, 12, 30), date(2027, 1, 2)) == 3_000
    assert use_between(points, JAN, MAR) is None
    assert use_between(points, date(2026, 11, 30), JAN) is None


def test_an_exchanged_meter_goes_on_counting():
    points = add_up([Seen(DEC, 990_000), Seen(JAN, 5_000, last=1_000_000), Seen(FEB, 25_000)])

    assert points == [(DEC, 0), (JAN, 10_000), (FEB, 30_000)]


@pytest.mark.parametrize(
    ("value", "last", "found"),
    [
        (152_000, None, None),
        (99_999, None, Finding("fall", FEB, MAR)),
        (100, 200_000, None),  # exchanged
        (100, 99_000, Finding("fall", FEB, MAR)),
        (100_000 + 28_000 * 5, None, None),  # just five times a kWh a day
        (100_000 + 28_000 * 6, None, Finding("jump", FEB, MAR, 6)),
    ],
)
def test_a_fall_or_a_jump_is_found(value, last, found):
    readings = [Seen(JAN, 69_000), Seen(FEB, 100_000), Seen(MAR, value, last)]

    assert look_at(readings, 2) == found


def test_what_nobody_read_for_long_is_a_gap():
    readings = [Seen(FEB, 1), Seen(date(2027, 6, 1), 2)]

    gaps = find_gaps(readings, JAN, date(2027, 12, 1))

    assert [(one.start, one.end, one.amount) for one in gaps] == [
        (JAN, FEB, 31),
        (FEB, date(2027, 6, 1), 120),
        (date(2027, 6, 1), date(2027, 12, 1), 183),
    ]
    assert find_gaps(readings[:1], FEB, MAR) == []
    assert [one.amount for one in find_gaps([], JAN, MAR)] == [59]


def test_a_year_to_come_goes_on_as_the_last_that_was_read():
    points = add_up([Seen(date(2024, 1, 1), 0), Seen(date(2026, 1, 1), 7), Seen(date(2027, 1, 1), 365_007)])

    assert expect_use(points, 73) == 73_000
    assert expect_use(points[:1], 73) == 0


# --- Who used what -----------------------------------------------------------------------------------------


def quarter(meters, **more) -> Facts:
    units = [Unit(1, 1, 1, 60_00, JAN, APR), Unit(2, 2, 1, 40_00, JAN, APR)]
    return Facts(JAN, APR, units, meters=meters, **more)


def run(code, used, start=JAN, end=APR, **more) -> MeterRun:
    return MeterRun(code, start, end, ((start, 0), (end, used)), **more)


def test_a_unit_that_changes_hands_is_metered_by_days():
    handover = date(2027, 3, 2)  # after 60 of 90 days
    holds = {1: [Hold(1, 7, JAN, handover, 60_00)]}
    found = quarter([run("A", 90_000, unit=1), run("B", 5_000, company=9)], holds=holds)

    assert by_meters(found, Scope()) == {7: {60_000: 1}, None: {30_000: 1}, 9: {5_000: 1}}
    assert by_meters(found, Scope(companies=frozenset({9}))) == {9: {5_000: 1}}


def test_the_main_meter_minus_all_others_is_common():
    main, own = run("M", 100_000, is_main=True), run("A", 60_000, unit=1)
    room = run("R", 15_000)

    assert common_use(quarter([main, own, room]), Scope()) == 40_000
    assert common_use(quarter([own, room]), Scope()) == 15_000
    assert common_use(quarter([run("M", 50_000, is_main=True), own]), Scope()) == 0
    assert common_use(quarter([main, own]), Scope(floor=1)) == 0


def test_use_in_what_cannot_be_used_is_common():
    found = quarter([run("M", 100_000, is_main=True), run("A", 60_000, unit=1)], unusable={1: [(JAN, APR)]})

    assert (by_meters(found, Scope()), common_use(found, Scope())) == ({}, 100_000)


def test_a_floor_is_metered_by_its_own():
    found = quarter([run("A", 60_000, unit=1), run("B", 9_000, unit=2), run("M", 99_000, is_main=True)])

    assert by_meters(found, Scope(floor=2)) == {None: {9_000: 1}}


def test_a_meter_without_readings_around_is_named_where_it_counts():
    silent = MeterRun("S", JAN, APR, ((JAN, 0),), unit=1)
    main = MeterRun("M", JAN, APR, (), is_main=True)
    found = quarter([silent, main])

    assert unread_meters(found, Scope()) == ["S", "M"]
    assert unread_meters(found, Scope(floor=1)) == ["S"]
    assert unread_meters(found, Scope(floor=2)) == []


# --- What holds for all ------------------------------------------------------------------------------------

walks = st.lists(
    st.tuples(st.integers(1, 200), st.integers(0, 10**9)), min_size=2, max_size=12
)  # days later, used since


def points_of(walk):
    day, total, points = JAN, 0, []
    for days, used in walk:
        day, total = day + timedelta(days), total + used
        points.append((day, total))
    return points


@given(walks, st.lists(st.integers(0, 2_000), max_size=8))
def test_the_parts_of_a_time_sum_to_it(walk, cuts):
    points = points_of(walk)
    first, last = points[0][0], points[-1][0]
    days = sorted({first, last, *(first + timedelta(cut % (last - first).days) for cut in cuts)})

    parts = [use_between(points, start, end) for start, end in pairwise(days)]

    assert sum(parts) == use_between(points, first, last) == points[-1][1] - points[0][1]
    assert min(parts) >= 0


@given(walks, st.integers(0, 2_400))
def test_a_count_is_less_than_a_thousandth_from_the_exact_fraction(walk, later):
    points = points_of(walk)
    day = points[0][0] + timedelta(later)
    counted = total_at(points, day)
    if counted is None:
        assert day > points[-1][0]
        return
    exact = next(
        first[1] + Fraction((last[1] - first[1]) * (day - first[0]).days, (last[0] - first[0]).days)
        for first, last in pairwise(points)
        if first[0] <= day <= last[0]
    )
    assert abs(counted - exact) <= Fraction(1, 2)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12))
def test_a_count_never_falls(values):
    days = [Seen(JAN + timedelta(place), value, last) for place, (value, last) in enumerate(values)]

    assert all(before <= after for (_one, before), (_two, after) in pairwise(add_up(days)))
