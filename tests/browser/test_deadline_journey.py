"""A company records a check that is overdue, and its machine can be booked again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.people.models import Membership
from spaces.building.models import Space
from spaces.upkeep.deadlines.services import save_deadline
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory
from tests.factories.upkeep import DeadlineFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_records_an_overdue_check(page: Page, live_server, log_in, assert_accessible, assert_fits_phone):
    place = MembershipFactory(company__name="Gelso", role=Membership.Role.REPRESENTATIVE)
    hoist = RoomFactory(code="WLH", name="Hoist", kind=Space.Kind.MACHINE, area_m2=None)
    today = timezone.localdate()
    late = DeadlineFactory(
        name="Inspection", space=hoist, responsible=place.company, next_on=today - timedelta(days=3)
    )
    late.blocks_when_late = True
    save_deadline(late)
    DeadlineFactory(name="Extinguishers", next_on=today + timedelta(days=5))

    log_in(place.user)
    page.goto(f"{live_server.url}/spaces/WLH/calendar/?day={today + timedelta(days=1)}")
    expect(page.get_by_text("Overdue since").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.goto(f"{live_server.url}/deadlines/")
    expect(page.get_by_role("main").locator(".list > li").first).to_contain_text(
        "no bookings until it is done"
    )
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("link", name="Inspection").click()
    expect(page.get_by_text("WLH Hoist cannot be booked until this is done")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("link", name="Record that it was done").click()
    page.get_by_label("Done on").fill((today + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("This date is in the future.").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("Done on").fill(today.isoformat())
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Thank you. It is due again on")).to_be_visible()
    page.goto(f"{live_server.url}/spaces/WLH/calendar/?day={today + timedelta(days=1)}")
    expect(page.get_by_text("Overdue since")).to_have_count(0)
