"""A member scans the label of a machine and tells of danger: it is blocked, and a coordinator settles it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from spaces.bookings.services import create_booking
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory
from tests.lib import image_corpus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def booking():
    """Of another company, in about six hours."""
    seconds = (timezone.now() + timedelta(hours=6)).timestamp()
    start = datetime.fromtimestamp(seconds - seconds % 900, UTC)
    place = MembershipFactory(company__name="Gelso")
    return create_booking(
        RoomFactory(code="SAW", name="Saw", kind="machine", area_m2=None),
        company=place.company,
        by=place.user,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        purpose="Boards",
        request_id=uuid4(),
    )


def test_a_ticket_from_the_label_blocks_the_machine(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, booking, coordinator, settings
):
    settings.SITE_URL = live_server.url
    log_in(MembershipFactory(company__name="Nodo").user)
    page.goto(f"{live_server.url}/spaces/SAW/")
    page.get_by_role("link", name="Label for the wall").click()
    expect(page.get_by_role("img", name="QR code: say what is wrong with SAW Saw")).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    page.goto(page.locator(".poster-foot p").inner_text())
    expect(page.get_by_role("heading", name="What is wrong with SAW Saw?")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("What is wrong?").fill("It throws sparks")
    page.get_by_label("Danger: someone could get hurt").check()
    photo = {"name": "saw.jpg", "mimeType": "image/jpeg"}
    photo["buffer"] = image_corpus.encoded(image_corpus.drawn(600, 400))
    page.get_by_label("Photo").set_input_files(photo)
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("heading", name="Block the space and cancel bookings?")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Gelso")
    assert_accessible()
    assert_fits_phone()
    expect(page.get_by_role("main")).to_contain_text("Your photo is kept")
    page.get_by_role("button", name="Block the space").click()

    expect(page.get_by_role("main")).to_contain_text("Do not use SAW Saw")
    expect(page.get_by_role("img", name="It throws sparks")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.goto(f"{live_server.url}/spaces/SAW/calendar/")
    expect(page.get_by_role("main")).to_contain_text("It throws sparks (#1)")
    booking.refresh_from_db()
    assert booking.state == "cancelled"

    log_in(coordinator)
    page.goto(f"{live_server.url}/tickets/")
    expect(page.get_by_role("heading", name="Blocked now")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("link", name="It throws sparks").click()
    page.get_by_role("link", name="Confirm the block, with a date").click()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Confirm the block").click()
    page.get_by_role("link", name="Change state, severity").click()
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("State").select_option(label="solved")
    page.get_by_label("Comment").fill("A new cable.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("A new cable.")
    expect(page.get_by_role("main")).not_to_contain_text("Do not use")
