"""A company says what it gives to another, the other confirms it, and the value chain and both pages show it."""

import pytest
from playwright.sync_api import Page, expect

from members.exchange.collaborations.models import Collaboration
from tests.factories.members import MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def representative_of(name):
    return MembershipFactory(company__name=name, company__slug=name.lower(), role="representative").user


def test_two_companies_say_what_they_do_together(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, settings
):
    settings.SITE_URL = live_server.url
    oak, table = representative_of("Oak"), representative_of("Table")
    log_in(oak)
    page.goto(f"{live_server.url}/companies/table/")
    page.get_by_role("link", name="We work with them").click()
    expect(page.get_by_label("With which company?")).to_have_value("table")
    page.get_by_label("We supply them").check()
    page.get_by_label("What is it about?").fill("seasoned boards")
    page.get_by_label("We agree that everyone can see it").check()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Ask for confirmation").click()
    expect(page.get_by_role("main")).to_contain_text("to be confirmed")

    log_in(table)
    page.goto(f"{live_server.url}/dashboard/")
    page.get_by_role("link", name="seasoned boards").click()
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("We agree that everyone can see it").check()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("main")).to_contain_text("confirmed by both")
    assert Collaboration.objects.get().is_public

    log_in(None)
    page.goto(f"{live_server.url}/value-chain/")
    expect(page.get_by_role("cell", name="seasoned boards")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.locator(".chain-all").get_by_role("link", name="Oak").click()
    expect(page.get_by_role("heading", name="Who works with Oak")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.get_by_role("link", name="1, Table")).to_be_visible()
    for name in ("oak", "table"):
        page.goto(f"{live_server.url}/companies/{name}/")
        expect(page.locator("#works-with")).to_contain_text("seasoned boards")
