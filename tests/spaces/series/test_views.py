"""Pages of series."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from spaces.bookings.models import Booking
from spaces.series.models import Series
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def sent(room, company, **more) -> dict:
    first = timezone.localdate() + timedelta(days=7)
    return {
        "space": room.pk,
        "company": company.pk,
        "purpose": "Rehearsal",
        "every": "week",
        "first_day": first.isoformat(),
        "until": (first + timedelta(days=14)).isoformat(),
        "start_time": "09:00",
        "end_time": "10:00",
        "nights": "0",
        "request_id": str(uuid4()),
    } | more


def taken(room, day: date) -> Booking:
    start = timezone.make_aware(datetime.combine(day, time(9)))
    return ClaimFactory(booking=BookingFactory(space=room, starts_at=start)).booking


def test_a_conflict_that_came_after_the_preview_shows_it_again(client_of, representative, company):
    room, client = RoomFactory(), client_of(representative)
    form = sent(room, company)
    preview = client.post("/bookings/series/new/", form | {"preview": "1"})
    assert (preview.context["free"], preview.context["blocked"]) == (3, 0)
    day = timezone.localdate() + timedelta(days=14)
    taken(room, day)

    again = client.post("/bookings/series/new/", form | {"book": "1"})

    assert (again.context["blocked"], Series.objects.count()) == (1, 0)
    assert "1 of 3 dates cannot be booked yet." in again.content.decode()
    booked = client.post("/bookings/series/new/", form | {"book": "1", "skip": [day.isoformat()]})
    assert booked.status_code == 302
    assert (Series.objects.get().bookings.count(), Series.objects.get().skipped.get().day) == (2, day)


def test_the_preview_draws_each_day_and_says_what_is_free_where_the_time_is_not(
    client_of, representative, company
):
    room, client = RoomFactory(), client_of(representative)
    taken(room, timezone.localdate() + timedelta(days=14))

    page = client.post("/bookings/series/new/", sent(room, company) | {"preview": "1"})

    lanes = [lane for _one, lane, _is_ticked in page.context["rows"]]
    assert [[css for css, _outline in lane.paths] for lane in lanes] == [[], ["taken"], []]
    assert all(lane.asked == "M36 1H40V15H36z" for lane in lanes)  # 9 to 10 of 24 hours, 96 wide
    assert "That day: free 00:00–09:00, 10:00–24:00" in page.content.decode()
    assert ("Length", "15 min to 12 h") in page.context["rules"]


def test_a_skipped_date_is_booked_from_the_page_when_it_is_free(client_of, representative, company):
    room, client = RoomFactory(), client_of(representative)
    day = timezone.localdate() + timedelta(days=14)
    other = taken(room, day)
    client.post("/bookings/series/new/", sent(room, company) | {"book": "1", "skip": [day.isoformat()]})
    series = Series.objects.get()
    assert "Book it now" not in client.get(series.get_absolute_url()).content.decode()
    other.claims.update(released_at=timezone.now())
    other.state, other.cancelled_at = Booking.State.CANCELLED, timezone.now()
    other.save()

    assert "Book it now" in client.get(series.get_absolute_url()).content.decode()
    client.post(series.get_absolute_url(), {"day": day.isoformat()})

    assert (series.bookings.count(), series.skipped.count()) == (3, 0)


@pytest.mark.parametrize(
    "bad",
    [
        {"first_day": "0001-01-01"},
        {"until": "9999-12-31"},
        {"until": "2026-02-30"},
        {"start_time": "25:00"},
        {"nights": "99999"},
        {"every": "day"},
        {"every": "month", "nth": "9"},
        {"space": "0"},
        {"request_id": "none"},
        {"skip": ["none", "0001-01-01"], "until": "1999-01-01"},
    ],
)
def test_bad_input_shows_the_form(client_of, representative, company, bad):
    answer = client_of(representative).post(
        "/bookings/series/new/", sent(RoomFactory(), company) | {"book": "1"} | bad
    )

    assert (answer.status_code, Series.objects.count()) == (200, 0)


def test_a_series_of_another_company_is_not_found(client_of, company):
    series = SeriesFactory(company=company)
    client = client_of(MembershipFactory().user)

    for page in ("", "edit/", "cancel/"):
        assert client.get(series.get_absolute_url() + page).status_code == 404
    assert (
        client_of(MembershipFactory(company=company).user)
        .get(series.get_absolute_url() + "edit/?from=9999-99-99")
        .status_code
        == 404
    )


# --- Two people change one series ---------------------------------------------------------------------


def stamp_on(page) -> str:
    return str(page.context["form"].stamp).partition('value="')[2].partition('"')[0]


def test_nobody_overwrites_unseen_what_a_colleague_changed(client_of, representative, company):
    room, client = RoomFactory(), client_of(representative)
    client.post("/bookings/series/new/", sent(room, company) | {"book": "1"})
    series = Series.objects.get()
    address = f"{series.get_absolute_url()}edit/"
    opened = stamp_on(client.get(address))
    terms = {"space": room.pk, "start_time": "09:00", "end_time": "10:00", "nights": "0", "book": "1"}

    theirs = client.post(address, terms | {"purpose": "Choir", "stamp": opened})
    preview = client.post(address, terms | {"purpose": "Mine", "stamp": opened, "preview": "1"})
    refused = client.post(address, terms | {"purpose": "Mine", "stamp": opened})
    series.refresh_from_db()

    assert (theirs.status_code, series.purpose) == (302, "Choir")
    for page in (preview, refused):
        assert "Someone changed this after you opened the page." in page.context["form"].non_field_errors()[0]
    assert client.post(address, terms | {"purpose": "Mine", "stamp": stamp_on(refused)}).status_code == 302
    assert set(series.bookings.values_list("purpose", flat=True)) == {"Mine"}


def test_the_preview_keeps_the_stamp_of_the_page(client_of, representative, company):
    room, client = RoomFactory(), client_of(representative)
    client.post("/bookings/series/new/", sent(room, company) | {"book": "1"})
    address = f"{Series.objects.get().get_absolute_url()}edit/"
    terms = {"space": room.pk, "start_time": "11:00", "end_time": "12:00", "nights": "0", "purpose": "Choir"}

    preview = client.post(address, terms | {"preview": "1", "stamp": stamp_on(client.get(address))})
    saved = client.post(address, terms | {"book": "1", "stamp": stamp_on(preview)})

    assert (preview.context["free"], saved.status_code) == (3, 302)
