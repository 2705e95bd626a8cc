"""The day of a common space."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from tests.factories.members import MembershipFactory
from tests.factories.spaces import (
    BookingPolicyFactory,
    RoomFactory,
    SeriesFactory,
    SpaceFactory,
)
from tests.spaces.bookings.test_views import sent

pytestmark = pytest.mark.django_db


def test_a_member_sees_the_day_with_links_to_book(client_of, collaborator):
    room = RoomFactory(code="R1")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        start = datetime(2026, 11, 24, 9, tzinfo=UTC)
        client = client_of(collaborator)
        client.post("/bookings/new/", sent(room, collaborator, start=start))

        html = client.get("/spaces/R1/calendar/?day=2026-11-24").content.decode()

    assert '<td rowspan="2" class="mine">' in html
    assert "/bookings/new/?space=R1&amp;start=2026-11-24T11:00" in html


def test_the_calendar_of_a_hall_shows_the_bookings_of_its_halves(
    client_of, collaborator, booked, hall, tomorrow
):
    booked(hall[1], tomorrow, purpose="Dance")

    day = timezone.localdate(tomorrow).isoformat()
    rows = client_of(collaborator).get(f"/spaces/H/calendar/?day={day}").context["rows"]

    pieces = [piece for row in rows if row.cell for piece in row.cell.block.pieces]
    assert [(piece.what, piece.via) for piece in pieces] == [("Dance", "HA")]


@pytest.mark.parametrize("day", ["2026-02-30", "x", "9999-12-31", "0001-01-01", "2026-11-23T10:00"])
def test_a_day_that_is_none_is_not_found(client_of, collaborator, day):
    RoomFactory(code="R1")

    assert client_of(collaborator).get("/spaces/R1/calendar/", {"day": day}).status_code == 404


def test_a_unit_has_no_calendar(client_of, collaborator):
    SpaceFactory(code="A1")

    assert client_of(collaborator).get("/spaces/A1/calendar/").status_code == 404


@pytest.mark.parametrize(("day", "links"), [("1900-01-01", ["next"]), ("2036-12-31", ["prev"])])
def test_no_link_leads_past_the_days_that_can_be_looked_at(client_of, collaborator, day, links):
    RoomFactory(code="R1")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        html = client_of(collaborator).get(f"/spaces/R1/calendar/?day={day}").content.decode()

    assert re.findall(r'rel="(prev|next)"', html) == links


def test_a_time_too_far_ahead_is_not_called_past(client_of, collaborator):
    RoomFactory(code="R1")
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        client = client_of(collaborator)
        past, far = (
            client.get(f"/spaces/R1/calendar/?day={day}").content.decode()
            for day in ("2026-11-20", "2027-11-20")
        )

    assert ("Until 00:00: past" in past, "cannot be booked yet" in past) == (True, False)
    assert (": past" in far, "Until 01:00: cannot be booked yet" in far) == (False, True)


def test_the_calendar_marks_the_same_entry_in_the_menu_as_its_breadcrumb_names(client_of, collaborator):
    RoomFactory(code="R1")

    html = client_of(collaborator).get("/spaces/R1/calendar/").content.decode()

    assert re.findall(r'href="([^"]+)"\s+aria-current="true"', html) == ["/bookings/"]


def test_the_pages_of_a_series_mark_the_bookings_in_the_menu(client_of, representative, company):
    series = SeriesFactory(company=company)

    for page in ("/bookings/series/new/", f"/bookings/series/{series.uid}/"):
        html = client_of(representative).get(page).content.decode()
        assert re.findall(r'href="([^"]+)"\s+aria-current="true"', html) == ["/bookings/"]


def test_what_waits_for_approval_says_so_in_the_calendar(client_of, collaborator, booked, tomorrow):
    booking = booked(RoomFactory(code="R1", policy=BookingPolicyFactory(needs_approval=True)), tomorrow)

    day = timezone.localtime(booking.starts_at).date().isoformat()
    html = client_of(collaborator).get(f"/spaces/R1/calendar/?day={day}").content.decode()

    assert html.count("waiting for approval") == 2  # in the key and in the grid


def test_a_private_title_is_read_by_people_of_its_company_whichever_they_act_for(client_of, booked, tomorrow):
    place = MembershipFactory(company__name="Zebra")
    MembershipFactory(user=place.user, company__name="Alba")  # the one they act for
    booking = booked(RoomFactory(code="R1"), tomorrow, membership=place, purpose="Audit", is_private=True)

    day = timezone.localtime(booking.starts_at).date().isoformat()
    for reader, reads in ((place.user, True), (MembershipFactory().user, False)):
        client = client_of(reader)
        for page in (f"/spaces/R1/calendar/?day={day}", f"/bookings/{booking.uid}/"):
            assert ("Audit" in client.get(page).content.decode()) == reads
