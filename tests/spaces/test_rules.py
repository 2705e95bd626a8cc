"""What may be booked and allocated."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from spaces.allocations.validation import check_allocation
from spaces.bookings.models import Booking
from spaces.bookings.rules import is_cancellable
from spaces.bookings.validation import can_cancel, check_booking
from spaces.building.figures import BuildingFigures, building_figures
from spaces.building.formats import format_period
from spaces.building.models import Space
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def faults(start=TEN, end=None, space=None) -> dict:
    try:
        check_booking(space or RoomFactory(), start, end or start + HOUR, NOW)
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (TEN, TEN + timedelta(minutes=15)),
        (TEN, TEN + timedelta(hours=12)),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), TEN),  # the quarter that is running
        (NOW.replace(minute=0) + timedelta(days=180), None),
    ],
)
def test_a_booking_within_the_rules_passes(start, end):
    assert faults(start, end) == {}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (TEN + timedelta(minutes=5), None, {"starts_at": ["Bookings start on the quarter of an hour."]}),
        (TEN, TEN + timedelta(minutes=20), {"ends_at": ["Bookings end on the quarter of an hour."]}),
        (TEN - 2 * HOUR, TEN, {"starts_at": ["This time is past."]}),
        (TEN, TEN, {"ends_at": ["The end must come after the start."]}),
        (TEN, TEN - HOUR / 4, {"ends_at": ["The end must come after the start."]}),
        (TEN, TEN + 12.25 * HOUR, {"ends_at": ["A booking lasts at most 12 hours."]}),
        (TEN + timedelta(days=180), None, {"starts_at": ["Bookings open 180 days ahead."]}),
    ],
)
def test_a_booking_outside_the_rules_is_refused_beside_its_field(start, end, expected):
    if "starts_at" in expected and end is None:
        end = (start + HOUR).replace(minute=0)
    assert faults(start, end) == expected


def test_a_private_unit_cannot_be_booked():
    assert faults(space=SpaceFactory()) == {"space": ["This space cannot be booked."]}


def test_a_space_out_of_use_that_day_cannot_be_booked():
    closed = RoomFactory(valid_to=TEN.date())

    assert faults(space=closed) == {"space": [f"{closed} is out of use from 23 Nov 2026."]}
    assert faults(space=RoomFactory(valid_to=TEN.date() + timedelta(days=1))) == {}


def test_a_space_is_booked_from_the_day_it_is_in_use():
    coming = RoomFactory(valid_from=TEN.date() + timedelta(days=1))

    assert faults(space=coming) == {"space": [f"{coming} is in use from 24 Nov 2026."]}
    assert faults(space=RoomFactory(valid_from=TEN.date())) == {}


def test_a_room_under_works_cannot_be_booked_until_they_end():
    room = ConditionFactory(
        space=RoomFactory(), state="under_works", start_on=date(2026, 1, 1), end_on=date(2026, 11, 24)
    ).space

    assert faults(space=room) == {"space": ["This space is not usable then: under works."]}
    assert faults(TEN + timedelta(days=1), space=room) == {}


def test_twelve_hours_are_real_ones_in_the_night_of_the_clock_change():
    night = datetime(2026, 3, 28, 20, tzinfo=UTC)  # 21:00 in Rome
    before = datetime(2026, 3, 20, tzinfo=UTC)

    check_booking(RoomFactory(), night, night + 12 * HOUR, before)  # until 10:00, 13 hours by the clock
    with pytest.raises(ValidationError):
        check_booking(RoomFactory(), night, night + 12.25 * HOUR, before)


def test_people_of_the_company_and_coordinators_may_cancel(coordinator):
    booking = BookingFactory()
    colleague = MembershipFactory(company=booking.company).user
    former = MembershipFactory(company=booking.company, ended_on=date(2024, 1, 1)).user
    other = MembershipFactory().user

    may = [can_cancel(user, booking) for user in (colleague, coordinator, former, other)]

    assert may == [True, True, False, False]


def test_a_booking_can_be_cancelled_until_its_end():
    booking = Booking(state="confirmed", starts_at=TEN - HOUR, ends_at=TEN)

    assert [is_cancellable(booking, moment) for moment in (TEN - HOUR / 4, TEN)] == [True, False]


def test_times_are_said_in_local_words():
    assert format_period(TEN, TEN + HOUR) == "23 Nov 2026, 11:00–12:00"
    assert format_period(TEN, TEN + 14 * HOUR) == "23 Nov 2026, 11:00 to 24 Nov 2026, 01:00"


def allocation_faults(unit=None, **kwargs) -> object:
    given = {"company": None, "start_on": date(2025, 1, 1), "end_on": None, "kind": "ordinary"}
    given |= {"resolution": None, "reason": "Handed over"} | kwargs
    given["company"] = given["company"] or CompanyFactory()
    try:
        check_allocation(unit or SpaceFactory(), **given)
    except ValidationError as error:
        return error.message_dict if hasattr(error, "error_dict") else error.messages
    return {}


def test_a_free_and_usable_unit_can_be_allocated():
    assert allocation_faults() == {}


def test_an_allocation_ends_after_it_starts():
    assert allocation_faults(end_on=date(2025, 1, 1)) == {
        "end_on": ["The first free day must come after the start."]
    }


def test_an_allocation_says_why():
    assert allocation_faults(reason="  ") == {
        "reason": ["Name the resolution that decided it, or give a reason."]
    }


def test_a_common_room_is_not_allocated():
    room = RoomFactory(code="R1", name="Kitchen")

    assert allocation_faults(room) == {"unit": ["R1 Kitchen is common: it is booked, not allocated."]}


def test_a_unit_under_works_goes_only_to_who_restores_it():
    unit = ConditionFactory(state="under_works", space__code="A1").space

    assert list(allocation_faults(unit)) == ["unit"]
    assert allocation_faults(unit, kind="restoration") == {}


def test_a_unit_is_allocated_only_as_long_as_it_exists():
    unit = SpaceFactory(code="A1", valid_to=date(2025, 6, 1))
    message = {"unit": ["A1 is out of use from 1 Jun 2025."]}

    assert allocation_faults(unit) == message
    assert allocation_faults(unit, end_on=date(2025, 6, 2)) == message
    assert allocation_faults(unit, end_on=date(2025, 6, 1)) == {}


def test_only_a_member_holds_a_unit():
    coming = CompanyFactory(name="Nodo", joined_on=date(2025, 1, 2))
    gone = CompanyFactory(name="Argine", left_on=date(2025, 1, 1))

    assert allocation_faults(company=coming) == {"company": ["Nodo is a member from 2 Jan 2025."]}
    assert allocation_faults(company=gone) == {"company": ["Argine left on 1 Jan 2025."]}


def test_a_conflict_names_who_holds_the_unit_and_when():
    open_ended = AllocationFactory(unit__code="A1", company__name="Nodo").unit
    ending = AllocationFactory(unit__code="A2", company__name="Argine", end_on=date(2025, 3, 1)).unit

    assert allocation_faults(open_ended) == ["A1 is held by Nodo since 1 Jan 2021, without an end."]
    assert allocation_faults(ending) == ["A2 is held by Argine from 1 Jan 2021 and free from 1 Mar 2025."]
    assert allocation_faults(ending, start_on=date(2025, 3, 1)) == {}


def test_figures_count_usable_metres_and_free_units_once():
    SpaceFactory(area_m2=Decimal(40))  # free
    AllocationFactory(unit__area_m2=Decimal(60))
    ConditionFactory(state="under_works", space__area_m2=Decimal(30))
    half = RoomFactory(area_m2=Decimal(20))
    RoomFactory(area_m2=Decimal(20)).takes.set([half])  # a hall, the sum of its parts
    RoomFactory(kind=Space.Kind.MACHINE, area_m2=None)
    SpaceFactory(area_m2=Decimal(99), valid_to=date(2020, 1, 1))
    RoomFactory(area_m2=Decimal(12), use="residence")
    RoomFactory(area_m2=Decimal(800), kind="area", use="outdoor")

    assert building_figures() == BuildingFigures(
        m2=Decimal(162),
        usable_m2=Decimal(132),
        outdoor_m2=Decimal(800),
        residence_m2=Decimal(12),
        units=3,
        free_units=1,
        free_m2=Decimal(40),
    )


def test_figures_of_an_empty_building_are_zero(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert building_figures() == BuildingFigures(*[Decimal(0)] * 4, 0, 0, Decimal(0))
