"""Pages of bookings."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from spaces.bookings.models import Booking
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import (
    BookingFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_my_bookings_take_the_same_queries_for_any_number(
    client_of, representative, company, count, django_assert_num_queries
):
    for _number in range(count):
        BookingFactory(company=company)
        BookingFactory(company=company, starts_at=timezone.now() - timedelta(days=2))
    client = client_of(representative)

    with django_assert_num_queries(5):
        client.get("/bookings/")
    with django_assert_num_queries(5):
        client.get("/bookings/?past=1")


def test_coming_bookings_come_page_by_page_and_past_ones_on_their_own(client_of, representative, company):
    first = BookingFactory(company=company)
    for hours in range(1, 26):
        BookingFactory(company=company, starts_at=first.starts_at + timedelta(hours=hours))
    past = BookingFactory(company=company, starts_at=timezone.now() - timedelta(days=2))
    client = client_of(representative)

    coming, more, over = (
        [booking for booking, _when in client.get(f"/bookings/?{query}").context["bookings"]]
        for query in ("", "page=2", "past=1")
    )

    assert (len(coming), coming[0], len(more), over) == (25, first, 1, [past])


def sent(space, user, **kwargs) -> dict:
    start = timezone.localtime(
        kwargs.pop("start", timezone.now().replace(minute=0, second=0) + timedelta(days=1))
    )
    return {
        "space": space.pk,
        "company": user.memberships.get().company_id,
        "starts_at": start.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (start + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "purpose": "Meeting",
        "request_id": uuid4(),
    } | kwargs


def test_a_member_books_and_is_led_to_the_booking(client_of, collaborator):
    room = RoomFactory()

    response = client_of(collaborator).post("/bookings/new/", sent(room, collaborator))

    booking = Booking.objects.get()
    assert response.url == booking.get_absolute_url()
    assert (booking.space, booking.booked_by) == (room, collaborator)


def test_a_double_click_is_one_booking_and_the_same_answer(client_of, collaborator):
    form = sent(RoomFactory(), collaborator)
    client = client_of(collaborator)

    answers = [client.post("/bookings/new/", form).url for _time in range(2)]

    assert answers == [Booking.objects.get().get_absolute_url()] * 2


def test_a_taken_time_gives_the_form_back_naming_who_has_it(client_of, collaborator, booked, tomorrow):
    room = RoomFactory(code="R1", name="Kitchen")
    booked(room, tomorrow, membership=MembershipFactory(company__name="Nodo"))

    response = client_of(collaborator).post("/bookings/new/", sent(room, collaborator, start=tomorrow))

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()[0].startswith("R1 Kitchen is taken by Nodo: ")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "starts_at",
            "2026-03-29T02:30",
            "The clocks change during this hour, so this time does not exist or occurs twice.",
        ),
        (
            "starts_at",
            "2026-10-25T02:30",
            "The clocks change during this hour, so this time does not exist or occurs twice.",
        ),
        ("starts_at", "yesterday", "Enter a valid date/time."),
        ("starts_at", "0001-01-01T00:00", ""),
        ("ends_at", "9999-12-31T23:45", ""),
        ("space", "999999", "Select a valid choice."),
        ("company", "999999", "Select a valid choice."),
        ("purpose", "", "This field is required."),
        ("purpose", "x" * 101, "Ensure this value has at most 100 characters"),
        ("purpose", "\x00\u200b", "This field is required."),
        ("request_id", "1", "Enter a valid UUID."),
    ],
)
def test_bad_input_gives_the_form_back_with_the_reason_at_the_field(
    client_of, collaborator, field, value, message
):
    with time_machine.travel(datetime(2026, 3, 20, tzinfo=UTC)):
        response = client_of(collaborator).post(
            "/bookings/new/", sent(RoomFactory(), collaborator) | {field: value}
        )

    assert response.status_code == 200
    assert response.context["form"].errors[field][0].startswith(message)
    assert Booking.objects.count() == 0


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("2027-03-28T02:30", "2027-03-28T03:30", "starts_at"),
        ("2027-10-31T02:30", "2027-10-31T03:30", "starts_at"),
        ("2027-03-28T01:30", "2027-03-28T02:30", "ends_at"),
        ("2027-10-31T01:30", "2027-10-31T02:30", "ends_at"),
    ],
)
def test_value_1_and_case_6_a_single_booking_is_refused_for_its_hour(
    client_of, collaborator, start, end, field
):
    room = RoomFactory(policy__horizon_days=400)
    with time_machine.travel(datetime(2026, 11, 30, 7, tzinfo=UTC), tick=False):
        form = sent(room, collaborator) | {"starts_at": start, "ends_at": end}
        response = client_of(collaborator).post("/bookings/new/", form)

    assert response.context["form"].errors == {
        field: [
            "The clocks change during this hour, so this time does not exist or occurs twice. Choose another."
        ]
    }
    assert Booking.objects.count() == 0


def test_case_22_who_meets_a_private_booking_reads_whose_it_is_and_not_what_for(
    client_of, collaborator, booked, tomorrow
):
    room = RoomFactory(code="R1", name="Kitchen")
    nodo = MembershipFactory(company__name="Nodo")
    booking = booked(room, tomorrow, membership=nodo, is_private=True, purpose="Job interview")
    client = client_of(collaborator)

    refused = client.post("/bookings/new/", sent(room, collaborator, start=tomorrow)).content.decode()
    page = client.get(booking.get_absolute_url()).content.decode()

    assert "R1 Kitchen is taken by Nodo" in refused
    assert "Job interview" not in refused + page + str(
        booking
    )  # its name is what the log of the back-office keeps


def test_nobody_books_for_another_company(client_of, collaborator):
    form = sent(RoomFactory(), collaborator, company=CompanyFactory().pk)

    response = client_of(collaborator).post("/bookings/new/", form)

    assert list(response.context["form"].errors) == ["company"]


def test_the_link_of_a_free_time_fills_the_form(client_of, collaborator):
    room = RoomFactory(code="R1")

    response = client_of(collaborator).get("/bookings/new/?space=R1&start=2026-11-24T10:00")

    initial = response.context["form"].initial
    assert (initial["space"], initial["starts_at"], initial["ends_at"]) == (
        room,
        "2026-11-24T10:00",
        "2026-11-24T11:00",
    )


@pytest.mark.parametrize("start", ["x", "2026-13-01T10:00", "9999-12-31T23:30", "2026-11-24T10:00Z"])
def test_a_link_that_makes_no_sense_leaves_the_form_empty(client_of, collaborator, start):
    response = client_of(collaborator).get("/bookings/new/", {"space": "Z\x00", "start": start})

    assert "starts_at" not in response.context["form"].initial
    assert response.status_code == 200


def test_a_coordinator_in_no_company_looks_and_books_for_the_community(client_of, coordinator):
    RoomFactory(code="R1")
    client = client_of(coordinator)

    statuses = [
        client.get(path).status_code for path in ("/bookings/", "/spaces/R1/calendar/", "/bookings/new/")
    ]

    assert statuses == [200, 200, 200]


def test_a_coordinator_books_for_the_community_and_members_read_it(client_of, coordinator, collaborator):
    room = RoomFactory(code="R1", name="Kitchen")
    start = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    form = {
        "space": room.pk,
        "company": "",
        "starts_at": start.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (start + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "purpose": "Spring cleaning",
        "request_id": uuid4(),
    }

    client_of(coordinator).post("/bookings/new/", form)
    refused = client_of(collaborator).post("/bookings/new/", form | {"request_id": uuid4()})

    booking = Booking.objects.get()
    page = client_of(collaborator).get(booking.get_absolute_url()).content.decode()
    assert (booking.company, booking.holder, "The community" in page) == (None, "The community", True)
    assert refused.context["form"].errors["company"] == ["This field is required."]


def test_a_running_booking_is_ended_early_after_being_asked(client_of, collaborator):
    room, start = RoomFactory(), datetime(2026, 11, 24, 9, tzinfo=UTC)
    with time_machine.travel(start - timedelta(hours=1), tick=False) as clock:
        client = client_of(collaborator)
        client.post("/bookings/new/", sent(room, collaborator, start=start))
        address = reverse("spaces:booking_end", args=[Booking.objects.get().uid])
        clock.move_to(start + timedelta(minutes=20))
        asked = client.get(address).content.decode()
        client.post(address)

    assert "It then ends at 10:30" in asked
    assert Booking.objects.get().ends_at == start + timedelta(minutes=30)


def test_a_coordinator_says_why_before_cancelling_for_others(client_of, coordinator):
    booking = BookingFactory()
    address = reverse("spaces:booking_cancel", args=[booking.uid])

    answers = [
        client_of(coordinator).post(address, {"reason": reason}).status_code for reason in ("", "Painters")
    ]

    assert (answers, Booking.objects.get().cancel_reason) == ([200, 302], "Painters")


def test_a_member_cancels_after_being_asked(client_of, collaborator):
    client = client_of(collaborator)
    client.post("/bookings/new/", sent(RoomFactory(), collaborator))
    address = reverse("spaces:booking_cancel", args=[Booking.objects.get().uid])

    asked = client.get(address)
    before = Booking.objects.get().state
    answers = [client.post(address).url for _time in range(2)]

    assert (asked.status_code, before, Booking.objects.get().state) == (200, "confirmed", "cancelled")
    assert answers == ["/bookings/", "/bookings/"]


def test_only_its_people_and_coordinators_cancel_a_booking(client_of, coordinator):
    booking = BookingFactory()
    other = MembershipFactory().user
    address = reverse("spaces:booking_cancel", args=[booking.uid])

    assert [client_of(user).get(address).status_code for user in (other, coordinator)] == [403, 200]


def test_a_booking_that_is_over_is_not_cancelled(client_of, coordinator):
    booking = BookingFactory(starts_at=timezone.now() - timedelta(days=1))

    response = client_of(coordinator).post(
        reverse("spaces:booking_cancel", args=[booking.uid]), {"reason": "Painters"}
    )

    assert response.url == booking.get_absolute_url()
    assert Booking.objects.get().state == "confirmed"


# --- Two people change one booking ---------------------------------------------------------------------


def as_shown(page) -> dict:
    """What the browser would send of the form on this page, as it stands."""
    form = page.context["form"]
    values = {name: form[name].value() for name in ("space", "starts_at", "ends_at", "purpose")}
    values |= {name: values[name].strftime("%Y-%m-%dT%H:%M") for name in ("starts_at", "ends_at")}
    return values | {"stamp": str(form.stamp).partition('value="')[2].partition('"')[0]}


def test_nobody_overwrites_unseen_what_a_colleague_changed(client_of, collaborator, booked, tomorrow):
    place = collaborator.memberships.get()
    booking = booked(RoomFactory(), tomorrow, membership=place)
    client, address = client_of(collaborator), f"{booking.get_absolute_url()}edit/"
    mine = as_shown(client.get(address)) | {"purpose": "Mine"}
    later = timezone.localtime(tomorrow + timedelta(hours=2))
    theirs = as_shown(client.get(address)) | {
        "starts_at": later.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (later + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    }

    client.post(address, theirs)
    refused = client.post(address, mine)
    booking.refresh_from_db()
    before = (booking.starts_at, booking.purpose)
    form = refused.context["form"]
    again = {"space": booking.space_id, "purpose": "Mine"} | {
        name: form[name].value() for name in ("starts_at", "ends_at")
    }
    saved = client.post(address, again | {"stamp": str(form.stamp).partition('value="')[2].partition('"')[0]})

    assert before == (later, "Meeting")
    assert "Someone changed this after you opened the page." in form.non_field_errors()[0]
    booking.refresh_from_db()
    assert (saved.status_code, booking.starts_at, booking.purpose) == (302, later, "Mine")
