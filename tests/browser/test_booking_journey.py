"""A hall two companies want, a crane that rests at noon; what is booked is in the feed and at the door."""

from datetime import time, timedelta

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from spaces.building.models import Space
from spaces.policies.models import QuietHours
from spaces.policies.rules import local_stretch
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEED, DOOR = "token-of-the-feed-0000", "token-of-the-door-0000"


@pytest.fixture
def crane() -> tuple[Space, str]:
    """A loud machine, and the resolution by which it rests from 12:30 to 14:30."""
    policy, resolution = BookingPolicyFactory(is_loud=True), ResolutionFactory()
    rule = QuietHours.objects.create(
        name="Midday", starts=time(12, 30), ends=time(14, 30), resolution=resolution
    )
    rule.policies.add(policy)
    crane = RoomFactory(code="CRANE", name="Crane", kind=Space.Kind.MACHINE, area_m2=None, policy=policy)
    return crane, resolution.reference


def test_a_neighbour_meets_the_conflict_the_crane_rests_at_noon_and_feed_and_door_show_it(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, crane
):
    hall, (machine, reference) = RoomFactory(code="C2", name="Hall"), crane
    first = MembershipFactory(company__name="Nodo").user
    neighbour = MembershipFactory(company__name="Trama").user
    day = timezone.localdate() + timedelta(days=3)
    for kind, token in (("space", FEED), ("door", DOOR)):
        CalendarLinkFactory(kind=kind, space=hall, token=token, made_by=first)

    def book(space: Space, start: str, end: str) -> None:
        page.goto(f"{live_server.url}/bookings/new/?space={space.code}&start={day}T{start}&end={day}T{end}")
        page.get_by_label("What for").fill("Rehearsal")
        page.get_by_role("button", name="Book", exact=True).click()

    log_in(first)
    book(hall, "10:00", "12:00")
    expect(page.get_by_text("C2 Hall is booked.")).to_be_visible()

    log_in(neighbour)
    book(hall, "11:00", "13:00")
    expect(page.get_by_role("alert")).to_contain_text("C2 Hall is taken by Nodo")
    assert_accessible()
    assert_fits_phone()

    book(machine, "13:00", "14:00")
    expect(page.get_by_role("alert")).to_contain_text(reference)
    assert_accessible()
    book(machine, "14:30", "15:30")
    expect(page.get_by_text("CRANE Crane is booked.")).to_be_visible()

    text = page.request.get(f"{live_server.url}/calendar/{FEED}.ics").body()
    (entry,) = icalendar.Calendar.from_ical(text).events
    times = local_stretch(day, time(10), time(12))
    assert (str(entry["SUMMARY"]), entry["DTSTART"].dt, entry["DTEND"].dt) == ("Nodo: Rehearsal", *times)
    log_in(None)
    page.goto(f"{live_server.url}/door/{DOOR}/")
    expect(page.get_by_role("listitem")).to_contain_text(["Nodo"])
    expect(page.get_by_role("main")).to_contain_text("10:00–12:00")
    expect(page.get_by_role("main")).not_to_contain_text("Rehearsal")
