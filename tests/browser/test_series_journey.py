"""A member books a series across a conflict, skips that date, and books it when it has become free."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from spaces.bookings.models import Booking
from tests.factories.spaces import BookingFactory, ClaimFactory
from tests.world import REPRESENTATIVE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_series_across_a_conflict_and_the_skipped_date_later(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    first = timezone.localdate() + timedelta(days=7)
    start = timezone.make_aware(datetime.combine(first + timedelta(days=7), time(9)))
    other = ClaimFactory(booking=BookingFactory(space=world.room, starts_at=start)).booking
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
    expect(page.get_by_role("main")).to_contain_text("is taken by")
    assert_accessible()
    assert_fits_phone()

    page.get_by_role("button", name="Book these dates").click()
    expect(page.get_by_role("main")).to_contain_text("Some dates cannot be booked.")
    page.get_by_role("checkbox", name="Skip").check()
    page.get_by_role("button", name="Book these dates").click()
    expect(page.get_by_role("heading", name="Left out")).to_be_visible()
    expect(page.get_by_role("button", name="Book it now")).to_have_count(0)
    assert_accessible()

    now = timezone.now()
    other.claims.update(released_at=now)
    Booking.objects.filter(pk=other.pk).update(state=Booking.State.CANCELLED, cancelled_at=now)
    page.reload()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Book it now").click()
    expect(page.get_by_text("The date has been booked.")).to_be_visible()
    assert Booking.objects.filter(series__isnull=False).count() == 4
