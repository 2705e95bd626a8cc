"""Common spaces shut for a time: what is booked then is cancelled and told, or nothing happens."""

from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from spaces.bookings.changes import change_booking
from spaces.bookings.holds import hold_space
from spaces.bookings.leaves import change_leaves
from spaces.bookings.models import Claim
from spaces.closures.models import Closure
from spaces.closures.services import cancel_closure, close_spaces
from spaces.hooks import Holder, who_holds_booking
from spaces.series.services import create_series
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory, local

pytestmark = pytest.mark.django_db

DAY = "2026-12-01"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(local("2026-11-30 08:00"), tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(code="C2", name="Hall")


def close(rooms, by, start="10:00", end="12:00"):
    times = {"starts_at": local(f"{DAY} {start}"), "ends_at": local(f"{DAY} {end}")}
    return close_spaces(rooms, reason="Painters", by=by, **times)


def test_value_9_and_case_10_three_bookings_of_two_companies_are_cancelled_with_one_mail_each(
    booked, room, coordinator
):
    ann, ben = MembershipFactory(), MembershipFactory()
    bookings = [
        booked(room, local(f"{DAY} {hour}"), membership=place)
        for hour, place in (("09:00", ann), ("10:00", ann), ("11:00", ben))
    ]
    mail.outbox.clear()

    close([room], coordinator, start="09:00")

    for booking in bookings:
        booking.refresh_from_db()
    assert [booking.state for booking in bookings] == ["cancelled"] * 3
    assert sorted(told.to[0] for told in mail.outbox) == sorted([ann.user.email, ben.user.email])


def test_a_closed_space_says_why_and_until_when(booked, room, coordinator):
    close([room], coordinator)

    with pytest.raises(ValidationError) as refusal:
        booked(room, local(f"{DAY} 11:00"))

    assert refusal.value.messages == ["C2 Hall is closed: 1 Dec 2026, 10:00–12:00. Painters"]
    assert booked(room, local(f"{DAY} 12:00")).is_confirmed


def test_what_an_event_holds_is_not_closed_and_nothing_else_is_cancelled(booked, room, coordinator):
    other = booked(room, local(f"{DAY} 10:00"), 0.5)
    held = hold_space(
        room,
        starts_at=local(f"{DAY} 11:00"),
        ends_at=local(f"{DAY} 11:30"),
        purpose="Open day",
        by=coordinator,
    )

    def find(booking):
        return Holder("Open day", "/events/open-day/") if booking.pk == held.pk else None

    who_holds_booking.register(find)
    try:
        with pytest.raises(ValidationError, match="Open day"):
            close([room], coordinator)
    finally:
        who_holds_booking.unregister(find)

    other.refresh_from_db()
    assert (other.state, Closure.objects.count()) == ("confirmed", 0)


def test_two_closures_are_one_block_and_the_rest_stays_when_one_is_cancelled(room, coordinator):
    first = close([room], coordinator, "10:00", "12:00")
    second = close([room], coordinator, "11:00", "14:00")

    def blocks():
        held = Claim.objects.filter(booking=None, released_at=None).order_by("starts_at")
        return [(block.starts_at, block.ends_at) for block in held]

    assert blocks() == [(local(f"{DAY} 10:00"), local(f"{DAY} 14:00"))]
    cancel_closure(second, by=coordinator)
    assert blocks() == [(local(f"{DAY} 10:00"), local(f"{DAY} 12:00"))]
    for _ in range(2):
        cancel_closure(first, by=coordinator)
    assert blocks() == []


def until(booking):
    """When each of its spaces is free again."""
    return list(booking.claims.filter(released_at=None).values_list("ends_at", flat=True))


@pytest.fixture
def cleaned():
    """A room that is cleaned for half an hour after each booking."""
    return RoomFactory(code="C3", policy=BookingPolicyFactory(cleanup_minutes=30))


def test_what_is_only_cleaned_when_a_closure_begins_stands_and_its_cleaning_is_cut(
    booked, cleaned, coordinator
):
    booking = booked(cleaned, local(f"{DAY} 09:00"))
    assert until(booking) == [local(f"{DAY} 10:30")]

    closure = close([cleaned], coordinator)

    booking.refresh_from_db()
    assert (booking.is_confirmed, mail.outbox) == (True, [])
    assert until(booking) == [local(f"{DAY} 10:00")]
    cancel_closure(closure, by=coordinator)
    assert until(booking) == [local(f"{DAY} 10:30")]


def test_a_booking_whose_cleaning_runs_into_a_closure_is_booked_without_that_cleaning(
    booked, cleaned, coordinator
):
    close([cleaned], coordinator)

    assert until(booked(cleaned, local(f"{DAY} 09:00"))) == [local(f"{DAY} 10:00")]
    with pytest.raises(ValidationError, match="is closed"):
        booked(cleaned, local(f"{DAY} 09:15"))


def test_a_booking_moved_up_to_a_closure_and_a_series_up_to_it_are_booked(booked, cleaned, coordinator):
    member = MembershipFactory()
    booking = booked(cleaned, local(f"{DAY} 07:00"), membership=member)
    close([cleaned], coordinator)
    terms = {"space": cleaned, "purpose": "Meeting"}

    times = {"starts_at": local(f"{DAY} 09:00"), "ends_at": local(f"{DAY} 10:00")}
    moved = change_booking(booking, by=member.user, **terms, **times)
    assert until(moved) == [local(f"{DAY} 10:00")]
    change_booking(moved, by=member.user, **terms, starts_at=booking.starts_at, ends_at=booking.ends_at)
    series = create_series(
        company=member.company,
        by=member.user,
        every="week",
        first_day=date(2026, 12, 1),
        until=date(2026, 12, 8),
        start_time=time(9),
        end_time=time(10),
        request_id=uuid4(),
        **terms,
    )
    assert [one for booking in series.bookings.order_by("starts_at") for one in until(booking)] == [
        local(f"{DAY} 10:00"),
        local("2026-12-08 10:30"),
    ]


def test_the_form_of_a_closure_does_not_name_what_is_only_cleaned_then(office, booked, cleaned, entered):
    booked(cleaned, local(f"{DAY} 09:00"))

    answer = office.post("/admin/spaces/closure/add/", entered | {"spaces": [cleaned.pk]})

    assert (answer.status_code, Closure.objects.count()) == (302, 1)


def test_what_a_closed_hall_takes_later_is_shut_too_and_what_it_leaves_is_open(booked, hall, coordinator):
    whole, half_a, half_b, _machine = hall
    more = RoomFactory(code="HC", name="Loft")
    close([whole], coordinator)

    change_leaves(whole, parts=[half_a, more])

    with pytest.raises(ValidationError, match="Loft is closed"):
        booked(more, local(f"{DAY} 10:00"))
    assert booked(half_b, local(f"{DAY} 10:00")).is_confirmed
    with pytest.raises(ValidationError, match="HB Half B is taken by"):
        change_leaves(whole, parts=[half_a, half_b])


def test_a_closure_entered_or_lifted_while_it_runs_leaves_what_was_used(booked, cleaned, coordinator):
    booking = booked(cleaned, local(f"{DAY} 09:00"), 2)
    with time_machine.travel(local(f"{DAY} 10:20"), tick=False):
        close([cleaned], coordinator, "10:20", "14:00")
        booking.refresh_from_db()
        assert (booking.ends_at, until(booking)) == (local(f"{DAY} 10:30"), [local(f"{DAY} 10:30")])

    with time_machine.travel(local(f"{DAY} 11:00"), tick=False):
        later = close([cleaned], coordinator, "12:00", "15:00")
        cancel_closure(later, by=coordinator)

    held = Claim.objects.filter(booking=None, released_at=None)
    assert [(one.starts_at, one.ends_at) for one in held] == [(local(f"{DAY} 10:30"), local(f"{DAY} 14:00"))]


def test_a_hall_is_shut_with_its_halves_and_only_where_they_are(booked, hall, coordinator):
    whole, half_a, half_b, _machine = hall
    close([half_a], coordinator)

    with pytest.raises(ValidationError, match="Half A is closed"):
        booked(whole, local(f"{DAY} 10:00"))
    assert booked(half_b, local(f"{DAY} 10:00")).is_confirmed


@pytest.fixture
def entered(room):
    times = {"starts_at": f"{DAY}T10:00", "ends_at": f"{DAY}T12:00"}
    return {"spaces": [room.pk], "reason": "Painters", "resolution": "", **times}


def test_the_form_names_what_it_would_cancel_before_it_does(office, booked, room, entered):
    place = MembershipFactory(company__name="Nodo")
    booking = booked(room, local(f"{DAY} 10:00"), membership=place)

    asked = office.post("/admin/spaces/closure/add/", entered)
    faults = asked.context["adminform"].form.errors["cancels"]
    booking.refresh_from_db()

    assert faults == ["C2 Hall is taken by Nodo: 1 Dec 2026, 10:00–11:00."]
    assert booking.is_confirmed
    saved = office.post("/admin/spaces/closure/add/", entered | {"cancels": "on"})
    booking.refresh_from_db()
    assert (saved.status_code, booking.state) == (302, "cancelled")
    [closure] = Closure.objects.all()
    assert list(closure.spaces.all()) == [room]
    assert office.get(f"/admin/spaces/closure/{closure.pk}/change/").status_code == 200


def test_the_calendar_shows_the_closure_and_lets_nobody_book_there(client_of, room, coordinator):
    close([room], coordinator)
    member = MembershipFactory().user

    page = client_of(member).get(f"/spaces/{room.code}/calendar/?day={DAY}").content.decode()

    assert '<span class="plate"><b>Closed</b> Painters</span>' in " ".join(page.split())
    assert f"start={DAY}T10:30" not in page
    assert f"start={DAY}T12:00" in page


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("12:00", "10:00", "ends_at"),
        ("2026-11-29T10:00", "2026-11-29T12:00", "ends_at"),
        ("x", "12:00", "starts_at"),
    ],
)
def test_a_closure_that_cannot_be_is_refused_at_its_field(office, entered, start, end, field):
    def moment(text):
        return text if "T" in text else f"{DAY}T{text}"

    entered |= {"starts_at": moment(start), "ends_at": moment(end)}
    answer = office.post("/admin/spaces/closure/add/", entered)

    assert (answer.status_code, Closure.objects.count()) == (200, 0)
    errors = answer.context["adminform"].form.errors
    assert field in errors or "__all__" in errors
