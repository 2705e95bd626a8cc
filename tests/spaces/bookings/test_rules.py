"""What may be booked, and who may cancel."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from spaces.bookings.models import Booking
from spaces.bookings.rules import PolicyTerms, is_cancellable, is_endable, policy_faults
from spaces.bookings.validation import can_cancel, check_booking
from spaces.policies.models import BookingPolicy
from tests.factories.members import MembershipFactory
from tests.factories.spaces import (
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
        (datetime(2027, 5, 22, 21, 0, tzinfo=UTC), None),  # 23:00 in Rome of the last day
    ],
)
def test_a_booking_within_the_rules_passes(start, end):
    assert faults(start, end) == {}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            TEN + timedelta(minutes=5),
            None,
            {"starts_at": ["Bookings start at 00, 15, 30 or 45 minutes past the hour."]},
        ),
        (
            TEN,
            TEN + timedelta(minutes=20),
            {"ends_at": ["Bookings end at 00, 15, 30 or 45 minutes past the hour."]},
        ),
        (TEN - 2 * HOUR, TEN, {"starts_at": ["This time has already passed."]}),
        (TEN, TEN, {"ends_at": ["The end must come after the start."]}),
        (TEN, TEN - HOUR / 4, {"ends_at": ["The end must come after the start."]}),
        (TEN, TEN + 12.25 * HOUR, {"ends_at": ["A booking lasts at most 12 h."]}),
        (datetime(2027, 5, 22, 22, tzinfo=UTC), None, {"starts_at": ["You can book up to 180 days ahead."]}),
    ],
)
def test_a_booking_outside_the_rules_is_refused_beside_its_field(start, end, expected):
    if "starts_at" in expected and end is None:
        end = (start + HOUR).replace(minute=0)
    assert faults(start, end) == expected


def test_bookings_open_for_whole_local_days():
    """From 30 November 2026 to 29 May 2027, in the morning as at night: instants were compared."""
    late = datetime(2027, 5, 29, 21, tzinfo=UTC)

    for now in (datetime(2026, 11, 30, 7, tzinfo=UTC), datetime(2026, 11, 30, 22, 45, tzinfo=UTC)):
        terms = PolicyTerms(BookingPolicy(), [], [], [])
        assert policy_faults(terms, late, late + HOUR, now) == []
        [fault] = policy_faults(terms, late + HOUR, late + 2 * HOUR, now)
        assert (fault.kind, fault.field) == ("ahead", "starts_at")


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

    assert faults(space=room) == {"space": ["This space is not usable then: works in progress."]}
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


def test_a_booking_can_be_cancelled_until_it_begins_and_then_ended():
    booking = Booking(state="confirmed", starts_at=TEN - HOUR, ends_at=TEN)

    moments = (TEN - 2 * HOUR, TEN - HOUR, TEN - HOUR / 4, TEN - HOUR / 5, TEN)
    assert [is_cancellable(booking, moment) for moment in moments] == [True, False, False, False, False]
    assert [is_endable(booking, moment) for moment in moments] == [False, True, True, False, False]
