"""Pages of the building and of its common spaces."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from spaces.allocations.services import void_allocation
from spaces.bookings.models import Booking
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
SQUARE = [[0, 0], [200, 0], [200, 200], [0, 200]]


@pytest.fixture
def floor():
    floor = FloorFactory(building=BuildingFactory(name="Villa 27", slug="villa-27"), name="Ground floor")
    FloorPlanFactory(floor=floor, shapes={"A1": SQUARE, "A2": SQUARE, "A3": SQUARE}, walls=[SQUARE])
    return floor


# --- The building -------------------------------------------------------------------------------------


def test_the_plan_shows_who_holds_what_as_links_and_as_a_table(client, floor):
    AllocationFactory(unit=SpaceFactory(code="A1", floor=floor), company=CompanyFactory(name="Nodo"))
    SpaceFactory(code="A2", floor=floor)
    ConditionFactory(space=SpaceFactory(code="A3", floor=floor), state="under_works")

    html = client.get("/spaces/buildings/villa-27/").content.decode()

    assert html.count('<a href="/spaces/A1/">') == 2
    assert "<title>A1: Nodo, craft, 50 m²</title>" in html
    assert "<title>A2: free, 50 m²</title>" in html
    assert "<title>A3: under works, 50 m²</title>" in html
    assert '<span class="label free">Free</span>' in html
    assert '<span class="label works">Under works</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("wanted", "status"), [("1", 200), ("", 200), ("7", 404), ("x", 404), ("9" * 40, 404)]
)
def test_a_floor_is_asked_for_by_its_level(client, floor, wanted, status):
    FloorFactory(building=floor.building, level=1, name="First floor")

    response = client.get("/spaces/buildings/villa-27/", {"floor": wanted})

    assert response.status_code == status
    if status == 200:
        assert response.context["floor"].level == (1 if wanted else 0)


def test_an_empty_portal_says_what_to_do_next(client):
    response = client.get("/spaces/")

    assert "No building yet" in response.content.decode()


def test_the_plan_leads_to_the_first_building(client, floor):
    assert client.get("/spaces/plan/").url == "/spaces/buildings/villa-27/"


def test_the_plan_without_a_building_leads_to_the_list(client):
    assert client.get("/spaces/plan/").url == "/spaces/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_buildings_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    for _number in range(count):
        AllocationFactory(unit__floor=FloorPlanFactory().floor)

    with django_assert_num_queries(8):
        client.get("/spaces/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_building_takes_the_same_queries_for_any_number(client, floor, django_assert_num_queries, count):
    for _number in range(count):
        AllocationFactory(unit__floor=floor)

    with django_assert_num_queries(7):
        client.get("/spaces/buildings/villa-27/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_takes_the_same_queries_for_any_history(client, floor, django_assert_num_queries, count):
    unit = SpaceFactory(code="A1", floor=floor)
    for year in range(2015, 2015 + count):
        AllocationFactory(unit=unit, start_on=date(year, 1, 1), end_on=date(year + 1, 1, 1))

    with django_assert_num_queries(10):
        client.get("/spaces/A1/")


def test_the_page_of_a_unit_shows_its_occupiers_over_time(client, floor):
    unit = SpaceFactory(code="A1", floor=floor)
    AllocationFactory(unit=unit, company__name="Argine", start_on=date(2018, 1, 1), end_on=date(2021, 1, 1))
    AllocationFactory(unit=unit, company__name="Nodo", resolution=ResolutionFactory(is_published=True))
    mistake = AllocationFactory(
        unit=unit, company__name="Mistake", start_on=date(2015, 1, 1), end_on=date(2016, 1, 1)
    )
    void_allocation(mistake, reason="Wrong unit", by=None)

    response = client.get("/spaces/A1/")

    assert [(line.text, line.is_now) for line in response.context["history"].holders] == [
        ("Nodo", True),
        ("Argine", False),
    ]
    html = response.content.decode()
    assert "<title>Argine, from 1 Jan 2018, free from 1 Jan 2021</title>" in html
    assert "Mistake" not in html


def test_drawings_keep_the_point_in_italian(client, floor):
    SpaceFactory(code="A1", floor=floor)
    AllocationFactory(unit__code="A2", unit__floor=floor)

    html = client.get("/spaces/A2/", headers={"accept-language": "it"}).content.decode()

    assert 'viewBox="0 0 740 400"' in html
    assert not any("," in part.split('"')[0] for part in html.split(' x="')[1:])


def test_a_reason_is_for_members_to_read(client, client_of, floor, collaborator):
    AllocationFactory(unit__code="A1", unit__floor=floor, reason="Handed over early")

    seen = [
        "Handed over early" in one.get("/spaces/A1/").content.decode()
        for one in (client, client_of(collaborator))
    ]

    assert seen == [False, True]


@pytest.mark.parametrize("code", ["ZZ", "plan ", "%00", "a" * 300])
def test_an_unknown_space_is_not_found(client, code):
    assert client.get(f"/spaces/{code}/").status_code == 404


# --- Common spaces ------------------------------------------------------------------------------------


def test_a_member_sees_the_day_with_links_to_book(client_of, collaborator):
    room = RoomFactory(code="R1")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        start = datetime(2026, 11, 24, 9, tzinfo=UTC)
        client = client_of(collaborator)
        client.post("/bookings/new/", sent(room, collaborator, start=start))

        html = client.get("/spaces/R1/calendar/?day=2026-11-24").content.decode()

    assert "24 Nov 2026, 10:00–11:00" in html
    assert '<td rowspan="2" class="mine">' in html
    assert "/bookings/new/?space=R1&amp;start=2026-11-24T11%3A00" in html


def test_the_calendar_of_a_hall_shows_the_bookings_of_its_halves(
    client_of, collaborator, booked, hall, tomorrow
):
    booked(hall[1], tomorrow, purpose="Dance")

    day = timezone.localdate(tomorrow).isoformat()
    response = client_of(collaborator).get(f"/spaces/H/calendar/?day={day}")

    assert [booking.purpose for booking, _when in response.context["bookings"]] == ["Dance"]


@pytest.mark.parametrize("day", ["2026-02-30", "x", "9999-12-31", "0001-01-01", "2026-11-23T10:00"])
def test_a_day_that_is_none_is_not_found(client_of, collaborator, day):
    RoomFactory(code="R1")

    assert client_of(collaborator).get("/spaces/R1/calendar/", {"day": day}).status_code == 404


def test_a_unit_has_no_calendar(client_of, collaborator):
    SpaceFactory(code="A1")

    assert client_of(collaborator).get("/spaces/A1/calendar/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_my_bookings_take_the_same_queries_for_any_number(
    client_of, representative, company, count, django_assert_num_queries
):
    for _number in range(count):
        BookingFactory(company=company)
        BookingFactory(company=company, starts_at=timezone.now() - timedelta(days=2))
    client = client_of(representative)

    with django_assert_num_queries(8):
        client.get("/bookings/")


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
            "The clocks change in this hour: the time is missing or comes twice.",
        ),
        (
            "starts_at",
            "2026-10-25T02:30",
            "The clocks change in this hour: the time is missing or comes twice.",
        ),
        ("starts_at", "yesterday", "Enter a valid date/time."),
        ("starts_at", "0001-01-01T00:00", ""),
        ("ends_at", "9999-12-31T23:45", ""),
        ("space", "999999", "Select a valid choice."),
        ("company", "999999", "Select a valid choice."),
        ("purpose", "", "This field is required."),
        ("purpose", "x" * 101, "Ensure this value has at most 100 characters"),
        ("purpose", "a\x00b", "Null characters are not allowed."),
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


def test_who_is_in_no_company_may_look_but_not_book(client_of, coordinator):
    RoomFactory(code="R1")
    client = client_of(coordinator)

    statuses = [
        client.get(path).status_code for path in ("/bookings/", "/spaces/R1/calendar/", "/bookings/new/")
    ]

    assert statuses == [200, 200, 403]


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

    response = client_of(coordinator).post(reverse("spaces:booking_cancel", args=[booking.uid]))

    assert response.url == booking.get_absolute_url()
    assert Booking.objects.get().state == "confirmed"


def test_the_page_of_a_company_says_where_it_is(client, floor):
    held = AllocationFactory(unit__code="A1", unit__floor=floor)

    response = client.get(held.company.get_absolute_url())

    html = response.content.decode()
    assert 'class="unit craft here"' in html
    assert 'href="/spaces/A1/"' in html
