"""A member looks at the common spaces, finds one that is free and books it; on a phone, in lists by day."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from multifactory.lib.weekdays import EVERY_DAY
from spaces.bookings.models import Booking
from spaces.bookings.services import create_booking
from spaces.closures.services import close_spaces
from spaces.policies.models import QuietHours
from spaces.policies.rules import local_stretch
from tests.world import COLLABORATOR, COORDINATOR, NEIGHBOUR, REPRESENTATIVE, World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def fill(world: World, day) -> None:
    """Of everything a calendar shows, one: ours, another's, what is closed, cleaned and quiet."""
    policy = world.room.policy
    policy.cleanup_minutes = 30
    policy.save()
    QuietHours.objects.create(
        name="Rest",
        weekdays=EVERY_DAY,
        starts=time(13),
        ends=time(15),
        reason="Children sleep",
        warns_others=True,
    )
    for role, hour in ((COLLABORATOR, 9), (NEIGHBOUR, 11)):
        person = world.people[role]
        starts_at, ends_at = local_stretch(day, time(hour), time(hour + 1))
        create_booking(
            world.room,
            company=person.memberships.get().company,
            by=person,
            starts_at=starts_at,
            ends_at=ends_at,
            purpose="Rehearsal",
            request_id=uuid4(),
        )
    starts_at, ends_at = local_stretch(day, time(18), time(20))
    by = world.people[COORDINATOR]
    close_spaces([world.room], starts_at=starts_at, ends_at=ends_at, reason="Painters", by=by)


def test_calendars_are_accessible_and_become_lists_by_day_on_a_phone(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    day = timezone.localdate() + timedelta(days=3)
    fill(world, day)
    log_in(world.people[REPRESENTATIVE])
    paths = (
        f"/bookings/?day={day}&starts=16:00&ends=17:00",
        f"/bookings/week/?from={day}",
        f"/bookings/day/?on={day}",
        f"/spaces/HALL/calendar/?week={day}",
        f"/spaces/HALL/calendar/?day={day}",
        f"/bookings/use/?month={day:%Y-%m}",
        f"{world.building.get_absolute_url()}?layer=use",
    )

    for path in paths:
        page.goto(live_server.url + path)
        assert_fits_phone()
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert_accessible()

    page.goto(live_server.url + paths[3])
    table, thursday = page.locator("table.week"), page.get_by_role("heading", name=f"{day:%A} {day.day}")
    expect(table).to_contain_text("Rehearsal")
    expect(thursday).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(table).to_be_hidden()
    expect(thursday).to_be_visible()
    expect(page.get_by_text("Painters").last).to_be_visible()


def test_a_member_finds_a_free_hour_and_books_it(page: Page, live_server, log_in):
    world = make_world()
    day = timezone.localdate() + timedelta(days=3)
    fill(world, day)
    log_in(world.people[REPRESENTATIVE])
    page.goto(live_server.url + "/bookings/")
    page.get_by_label("Day", exact=True).fill(day.isoformat())
    page.get_by_label("From").fill("11:30")
    page.get_by_label("Until").fill("12:30")
    page.get_by_role("button", name="Search").click()
    taken = page.locator("details", has_text="other space fits, but not then")
    taken.locator("summary").click()
    expect(taken).to_contain_text("Taken by")

    page.get_by_label("From").fill("15:30")
    page.get_by_label("Until").fill("17:00")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Free from 12:30 to 17:30")).to_be_visible()
    page.locator("li", has_text="Free from").get_by_role("link", name="Book").click()
    page.get_by_label("What for").fill("Choir")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("HALL is booked.")).to_be_visible()

    booking = Booking.objects.get(purpose="Choir")
    assert (booking.starts_at, booking.ends_at) == local_stretch(day, time(15, 30), time(17))

    page.goto(f"{live_server.url}/bookings/day/?on={day}")
    expect(page.locator("td.mine").last).to_be_visible()
    page.get_by_role("link", name="HALL, 08:00–09:00").click()
    expect(page.get_by_label("From")).to_have_value(f"{day}T08:00")
