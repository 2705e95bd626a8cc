"""A member books a series across a closure, skips that date, and books it when the space is open again."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from spaces.bookings.models import Booking
from spaces.closures.services import cancel_closure, close_spaces
from tests.factories.spaces import BookingFactory, ClaimFactory
from tests.world import COORDINATOR, REPRESENTATIVE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_series_across_a_closure_and_a_booking_and_the_skipped_date_later(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    first = timezone.localdate() + timedelta(days=7)
    nine = [
        timezone.make_aware(datetime.combine(first + timedelta(weeks=week), time(9))) for week in range(4)
    ]
    ClaimFactory(booking=BookingFactory(space=world.room, starts_at=nine[1]))
    coordinator = world.people[COORDINATOR]
    times = {"starts_at": nine[2], "ends_at": nine[2] + timedelta(hours=8)}
    closure = close_spaces([world.room], reason="Painters", by=coordinator, **times)
    log_in(world.people[REPRESENTATIVE])
    page.goto(f"{live_server.url}/bookings/new/?space=HALL")
    page.get_by_role("link", name="Repeat it: book a series of dates").click()
    page.get_by_label("What for").fill("Rehearsal")
    page.get_by_label("First day").fill(first.isoformat())
    page.get_by_label("Last possible day").fill((first + timedelta(days=21)).isoformat())
    page.get_by_label("From").fill("09:00")
    page.get_by_label("Until").fill("10:00")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_role("heading", name="4 dates")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("1 of 4 dates cannot be booked yet.")
    taken, closed = page.get_by_role("checkbox", name="Skip").all()
    expect(closed).to_be_checked()
    expect(taken).not_to_be_checked()
    assert_accessible()
    assert_fits_phone()

    page.get_by_role("button", name="Book these dates").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be booked yet.")
    for box in page.get_by_role("checkbox", name="Skip").all():
        box.check()
    page.get_by_role("button", name="Book these dates").click()
    expect(page.get_by_role("heading", name="Left out")).to_be_visible()
    expect(page.get_by_role("button", name="Book it now")).to_have_count(0)
    assert_accessible()

    cancel_closure(closure, by=coordinator)
    page.reload()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Book it now").click()
    expect(page.get_by_text("The date has been booked.")).to_be_visible()
    assert Booking.objects.filter(series__isnull=False).count() == 3
