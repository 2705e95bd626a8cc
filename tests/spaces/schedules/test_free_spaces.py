"""What is free at a time, and what stands in the way of the rest."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
import time_machine

from multifactory.lib.weekdays import EVERY_DAY
from spaces.bookings.models import Booking
from spaces.closures.services import close_spaces
from spaces.policies.models import OpeningHours, QuietHours
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, ConditionFactory, RoomFactory, local

pytestmark = pytest.mark.django_db
ASKED = "/bookings/?day=2026-12-10&starts=15:00&ends=17:00"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime(2026, 11, 30, 7, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def found(client_of, collaborator):
    """What the page says of each space, by its code."""

    def _found(address: str = ASKED) -> dict[str, str]:
        context = client_of(collaborator).get(address).context
        return {
            one.space.code: one.around or one.why for one in context["found_free"] + context["found_taken"]
        }

    return _found


def moment(text: str) -> datetime:
    return local(text).astimezone(UTC)


def test_a_free_space_says_how_long_around_the_time_and_a_taken_one_by_whom(found, booked):
    rooms = [RoomFactory(code=f"R{number}") for number in range(5)]
    nodo = MembershipFactory(company__name="Nodo")
    booked(rooms[1], moment("2026-12-10 12:30"), membership=nodo)
    booked(rooms[1], moment("2026-12-10 18:30"), membership=nodo)
    booked(rooms[2], moment("2026-12-10 14:30"), membership=nodo)
    booked(rooms[3], moment("2026-12-10 14:00"), membership=nodo)
    booked(rooms[4], moment("2026-12-10 17:00"), membership=nodo)

    assert found() == {
        "R0": "free all day",
        "R1": "free from 13:30 to 18:30",
        "R3": "free from 15:00",
        "R4": "free until 17:00",
        "R2": "Taken by Nodo: 10 Dec 2026, 14:30–15:30",
    }


def test_hours_closures_conditions_and_rules_keep_a_space_from_being_free(found, coordinator):
    policy = BookingPolicyFactory(max_minutes=60)
    hours = BookingPolicyFactory()
    OpeningHours.objects.create(policy=hours, weekday=3, opens=time(8), closes=time(16))
    RoomFactory(code="SHORT", policy=policy)
    RoomFactory(code="CLOSES", policy=hours)
    shut = RoomFactory(code="SHUT")
    starts_at, ends_at = moment("2026-12-10 16:00"), moment("2026-12-10 18:00")
    close_spaces([shut], starts_at=starts_at, ends_at=ends_at, reason="Painters", by=coordinator)
    ConditionFactory(space=RoomFactory(code="WORKS"), state="under_works", start_on=date(2026, 12, 1))

    assert found() == {
        "CLOSES": "It is open Thursday 08:00–16:00.",
        "SHORT": "A booking lasts at most 1 h.",
        "SHUT": "Painters: 10 Dec 2026, 16:00–18:00",
        "WORKS": "Works in progress",
    }


def test_half_a_hall_that_is_taken_or_under_works_keeps_the_hall(found, hall, booked):
    booked(hall[1], moment("2026-12-10 15:00"), membership=MembershipFactory(company__name="Nodo"))
    ConditionFactory(space=hall[2], state="under_works", start_on=date(2026, 12, 10))

    asked = [found(f"/bookings/?day=2026-12-10&starts={hour}:00&ends={hour + 1}:00") for hour in (15, 18)]

    taken = "Taken by Nodo: 10 Dec 2026, 15:00–16:00"
    assert asked == [
        {"H": "HB Half B: works in progress", "HA": taken, "HB": "Works in progress", "HM": taken},
        {
            "H": "HB Half B: works in progress",
            "HA": "free from 16:00",
            "HB": "Works in progress",
            "HM": "free from 16:00",
        },
    ]


def test_a_loud_machine_is_not_free_in_quiet_hours(found):
    policy = BookingPolicyFactory(is_loud=True)
    RoomFactory(code="SAW", policy=policy)
    rule = QuietHours.objects.create(
        name="Rest",
        weekdays=EVERY_DAY,
        starts=time(16),
        ends=time(18),
        valid_from=date(2026, 1, 1),
        reason="Sleep",
    )
    rule.policies.set([policy])

    assert found() == {"SAW": "Quiet hours “Rest”, 16:00–18:00: Sleep."}


def test_cleaning_must_fit_before_the_next_booking_even_after_midnight(found, booked):
    room = RoomFactory(code="R1", policy=BookingPolicyFactory(cleanup_minutes=30))
    booked(room, moment("2026-12-11 00:15"))

    late, earlier = (
        found(f"/bookings/?day=2026-12-10&starts=20:00&ends={end}") for end in ("00:00", "23:45")
    )

    assert (late, earlier) == (
        {"R1": "No time to clean up is left before the next booking."},
        {"R1": "free until 23:45"},
    )


def test_only_spaces_that_fit_are_listed(found):
    RoomFactory(code="SMALL", capacity=4, has_water=True)
    RoomFactory(code="LARGE", capacity=40)
    RoomFactory(code="UNKNOWN", has_water=True)

    answers = [set(found(f"{ASKED}&{query}")) for query in ("people=12", "offers=water", "kind=machine")]

    assert answers == [{"LARGE"}, {"SMALL", "UNKNOWN"}, set()]


def test_what_is_offered_as_free_is_booked_by_the_link(client_of, collaborator):
    RoomFactory(code="R1")
    client = client_of(collaborator)
    (one,) = client.get(ASKED).context["found_free"]

    initial = client.get(f"/bookings/new/?space=R1&start={one.start}&end={one.end}").context["form"].initial
    form = {"company": collaborator.memberships.get().company_id, "purpose": "Meeting", "request_id": uuid4()}
    client.post("/bookings/new/", {**initial, **form, "space": initial["space"].pk})

    booking = Booking.objects.get()
    assert (booking.starts_at, booking.ends_at) == (moment("2026-12-10 15:00"), moment("2026-12-10 17:00"))


def test_an_end_before_the_beginning_is_on_the_next_day(client_of, collaborator):
    RoomFactory(code="R1")

    page = client_of(collaborator).get("/bookings/?day=2026-12-10&starts=22:00&ends=06:00")

    assert page.context["when"] == "10 Dec 2026, 22:00 to 11 Dec 2026, 06:00"


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        (
            "day=2026-12-10&starts=15:07&ends=17:00",
            "starts",
            "Bookings start at 00, 15, 30 or 45 minutes past the hour.",
        ),
        ("day=2026-11-29&starts=15:00&ends=17:00", "starts", "This time has already passed."),
        ("day=2027-03-28&starts=02:30&ends=04:00", "starts", "The clocks change during this hour"),
        ("day=2026-02-30&starts=15:00&ends=17:00", "day", "This is not a valid date."),
        ("day=9999-12-31&starts=15:00&ends=17:00", "day", "Choose a day from"),
        ("day=2026-12-10&starts=25:00&ends=17:00", "starts", "Enter a valid time."),
        ("day=2026-12-10&ends=17:00", "starts", "This field is required."),
        ("day=2026-12-10&starts=15:00&ends=17:00&people=0", "people", "Ensure this value is greater"),
        ("day=2026-12-10&starts=15:00&ends=17:00&offers=gold", "offers", "Select a valid choice."),
        ("day=%00&starts=%00&ends=%00", "day", "This is not a valid date."),
    ],
)
def test_bad_input_gives_the_form_back_with_the_reason(client_of, collaborator, query, field, message):
    RoomFactory(code="R1")

    page = client_of(collaborator).get(f"/bookings/?{query}")

    assert page.status_code == 200
    assert page.context["form"].errors[field][0].startswith(message)
