"""A company asks for a swap of its turn; another takes it over, and gives it back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.people.models import Membership
from tests.factories.members import MembershipFactory
from tests.factories.upkeep import DutyFactory, TurnFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_swaps_a_turn(page: Page, live_server, log_in, assert_accessible, assert_fits_phone):
    asker, taker = (
        MembershipFactory(company__name=name, role=Membership.Role.REPRESENTATIVE)
        for name in ("Gelso", "Nodo")
    )
    day = timezone.localdate() + timedelta(days=10)
    turn = TurnFactory(duty=DutyFactory(name="Bins"), day=day, company=asker.company)

    log_in(asker.user)
    page.goto(f"{live_server.url}/duties/")
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("main").get_by_role("link", name="Bins").first.click()
    page.get_by_role("button", name="Ask for a swap").click()
    row = page.locator(f"#turn-{turn.pk}")
    expect(row).to_contain_text("Asks for a swap")
    assert_accessible()

    log_in(taker.user)
    page.goto(f"{live_server.url}{turn.duty.get_absolute_url()}")
    page.get_by_role("link", name="Take it").click()
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("button", name="Take the turn").click()
    expect(row).to_contain_text("swapped with Gelso")
    expect(row.get_by_text("Nodo")).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    page.get_by_role("button", name="Undo the swap").click()
    expect(row).not_to_contain_text("swapped with")
    expect(row).to_contain_text("Gelso")
    assert {address for one in mail.outbox for address in one.to} == {asker.user.email, taker.user.email}
