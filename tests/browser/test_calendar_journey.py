"""A person makes a link to their calendar and revokes it; a coordinator hangs a display at a door."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from members.people.models import Membership
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _address(settings, live_server) -> None:
    """Links are shown as the portal writes them everywhere."""
    settings.SITE_URL = live_server.url


def booked(room, company, start) -> None:
    booking = BookingFactory(space=room, company=company, starts_at=start, purpose="Secret prototype")
    ClaimFactory(booking=booking)


def test_makes_a_link_to_a_calendar_and_revokes_it(
    page: Page, log_in, live_server, assert_accessible, assert_fits_phone
):
    member = MembershipFactory(company__name="Nodo")
    log_in(member.user)
    page.goto(f"{live_server.url}/account/calendars/")
    expect(page.get_by_text("None yet. Make the first one below.")).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    page.get_by_label("What it opens").select_option("Nodo")
    page.get_by_label("Where it is used").fill("screen in the workshop")
    page.get_by_role("button", name="Make the link").click()
    shown = page.get_by_role("region", name="Your new link")
    expect(shown).to_contain_text("screen in the workshop")
    address = shown.get_by_role("link").get_attribute("href")
    assert_accessible()
    assert_fits_phone()
    text = page.request.get(address).text()
    page.reload()
    expect(shown).to_have_count(0)

    page.get_by_role("link", name="Revoke").click()
    assert_accessible()
    page.get_by_role("button", name="Revoke the link").click()

    expect(page.get_by_text("The link is revoked and opens nothing any more.")).to_be_visible()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert page.request.get(address).status == 404


def test_hangs_a_display_at_a_door(
    page: Page, browser: Browser, log_in, coordinator, live_server, assert_accessible, assert_fits_phone
):
    room = RoomFactory(code="R1", name="Kitchen")
    now = timezone.now().replace(second=0, microsecond=0)
    company = MembershipFactory(company__name="Nodo", role=Membership.Role.REPRESENTATIVE).company
    booked(room, company, now - timedelta(minutes=30))
    for hours in (2, 4, 6):
        booked(room, MembershipFactory(company__name=f"Trama {hours}").company, now + timedelta(hours=hours))
    log_in(coordinator)
    page.goto(f"{live_server.url}/account/calendars/")
    page.get_by_label("What it opens").select_option(f"door-{room.pk}")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_role("region", name="Your new link").get_by_role("link").get_attribute("href")

    # On another machine, without a log-in and without scripts.
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 480})
    tablet = context.new_page()
    tablet.goto(address)
    expect(tablet.get_by_role("heading", level=1)).to_have_text("R1 Kitchen")
    expect(tablet.get_by_role("main")).to_contain_text("Nodo")
    expect(tablet.get_by_role("listitem")).to_have_count(4)
    seen, cookies = tablet.content(), context.cookies()
    context.close()
    page.goto(address)
    assert_accessible()
    assert_fits_phone()
    assert ("prototype" in seen, cookies) == (False, [])
