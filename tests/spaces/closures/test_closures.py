"""Common spaces shut for a time: what is booked then is cancelled and told, or nothing happens."""

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from spaces.bookings.holds import hold_space
from spaces.bookings.models import Claim
from spaces.closures.models import Closure
from spaces.closures.services import cancel_closure, close_spaces
from spaces.hooks import Holder, who_holds_booking
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory, local

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


def test_three_bookings_of_two_companies_are_cancelled_with_one_mail_each(booked, room, coordinator):
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

    assert "Closed: 1 Dec 2026, 10:00–12:00. Painters" in " ".join(page.split()).replace("</p>", "")
    assert f"start={DAY}T10%3A30" not in page
    assert f"start={DAY}T12%3A00" in page


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
