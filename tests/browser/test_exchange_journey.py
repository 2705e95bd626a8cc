"""A need meets an offer, is closed "with whom?", the other confirms: the chain and both pages say so."""

import pytest
from playwright.sync_api import Page, expect

from members.people.models import Membership
from tests.factories.listings import ListingFactory
from tests.factories.members import MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def representative(name: str) -> Membership:
    return MembershipFactory(company__name=name, role=Membership.Role.REPRESENTATIVE)


def test_a_need_meets_an_offer_and_becomes_a_collaboration(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    giver, taker = representative("Legno Vivo"), representative("Bottega Lanari")
    ListingFactory(company=giver.company, author=giver.user, title="Spruce boards", words=["spruce"])

    def looked_at() -> None:
        assert_accessible()
        assert_fits_phone()

    log_in(taker.user)
    page.goto(f"{live_server.url}/exchange/")
    looked_at()
    page.get_by_role("link", name="Ask for something").click()
    looked_at()
    page.get_by_role("button", name="Open the listing").click()
    expect(page.get_by_text("This field is required.").first).to_be_visible()
    looked_at()
    page.get_by_label("Title").fill("Tonewood wanted")
    page.get_by_label("Words").fill("spruce, tonewood")
    page.get_by_role("button", name="Open the listing").click()

    page.get_by_role("complementary").get_by_role("link", name="Spruce boards").click()
    looked_at()
    page.get_by_label("Your answer").fill("Two cubic metres, please.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Two cubic metres, please.")

    log_in(giver.user)
    page.goto(f"{live_server.url}/exchange/")
    expect(page.get_by_role("heading", name="Fits Legno Vivo")).to_be_visible()
    looked_at()
    page.get_by_role("complementary").get_by_role("link", name="Spruce boards").click()
    looked_at()
    page.get_by_role("link", name="Close it").click()
    looked_at()
    page.get_by_label("Bottega Lanari, who answered").check()
    page.get_by_role("button", name="Close the listing").click()
    expect(page.get_by_text("Bottega Lanari is asked to confirm")).to_be_visible()

    log_in(taker.user)
    page.goto(f"{live_server.url}/collaborations/")
    page.get_by_role("link", name="Legno Vivo").click()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("main")).to_contain_text("Spruce boards")

    log_in(None)
    for address in ("/value-chain/", giver.company.get_absolute_url(), taker.company.get_absolute_url()):
        page.goto(f"{live_server.url}{address}")
        expect(page.get_by_text("Spruce boards")).to_have_count(0)  # neither has said that all may see it
    log_in(taker.user)
    for address in ("/value-chain/", giver.company.get_absolute_url(), taker.company.get_absolute_url()):
        page.goto(f"{live_server.url}{address}")
        expect(page.get_by_role("main")).to_contain_text("Spruce boards")
