"""A coordinator divides a unit; a visitor reads what came of it and asks for the part that is free."""

import pytest
from playwright.sync_api import Page, expect

from spaces.requests.tokens import request_path
from spaces.reshaping.models import Reshaping
from tests.factories.spaces import AllocationFactory, OfferFactory, UnitRequestFactory
from tests.world import COORDINATOR, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_splits_a_unit_and_reads_the_result_on_the_public_page(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    AllocationFactory(unit__code="A1", unit__floor=world.unit.floor, company__name="Nodo")
    log_in(world.people[COORDINATOR])

    page.goto(f"{live_server.url}/admin/spaces/space/?q=A1")
    page.get_by_role("row", name="A1").get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option(label="Divide this unit")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Code of part 1").fill("A1a")
    page.get_by_label("m²").nth(0).fill("30,5")
    page.get_by_label("Code of part 2").fill("A1b")
    page.get_by_label("m²").nth(1).fill("25")
    page.get_by_label("Reason, if").fill("A wall in the middle")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_text("Together the parts measure 55.5 m²")).to_be_visible()
    assert_accessible()

    page.get_by_label("m²").nth(1).fill("18")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("table", name="What changes")).to_contain_text(
        "A new plan is needed, with A1a, A1b"
    )
    assert_accessible()
    page.get_by_role("button", name="Divide it").click()
    expect(page.get_by_text("A1 becomes A1a, A1b")).to_be_visible()
    assert Reshaping.objects.get().after.count() == 2

    log_in(None)
    page.goto(f"{live_server.url}/spaces/A1/")
    expect(page.get_by_role("main")).to_contain_text("Divided into A1a, A1b")
    expect(page.get_by_role("row", name="Nodo")).to_be_visible()
    page.get_by_role("link", name="A1a").first.click()
    expect(page.get_by_role("main")).to_contain_text("A part of A1")
    expect(page.get_by_role("main").get_by_role("link", name="Nodo").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()


def test_a_visitor_is_led_to_join_and_a_candidate_accepts_the_offer(
    page: Page, live_server, assert_accessible, assert_fits_phone
):
    make_world()
    page.goto(f"{live_server.url}/spaces/vacant/")
    page.get_by_role("link", name="Request a unit").click()
    expect(page.get_by_role("heading", name="Join us")).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    # Who was on the waiting list before one applied to join keeps the place and the link.
    request = UnitRequestFactory(email="ada@example.org")
    OfferFactory(request=request, unit__code="B7")
    page.goto(live_server.url + request_path(request))
    expect(page.get_by_role("heading", name="B7 is reserved for you")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Yes, we would take it").click()
    expect(page.get_by_text("You have said yes.")).to_be_visible()
    assert_accessible()
