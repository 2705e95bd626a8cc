"""A representative tries an amount, then reads a cost and what their company bears."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.people.models import Membership
from tests.factories.costs import CategoryFactory, CostFactory, SharingRuleFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_tries_a_cost_and_reads_what_it_bears(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    place = MembershipFactory(company__name="Gelso", role=Membership.Role.REPRESENTATIVE)
    unit = SpaceFactory(kind="unit", code="A1", area_m2=60)
    AllocationFactory(company=place.company, unit=unit, area_m2=60)
    SpaceFactory(kind="unit", code="A2", area_m2=40)
    year = timezone.localdate().year
    CostFactory(
        title="Gas of the winter",
        category=CategoryFactory(name_en="Heating"),
        cents=1_000_00,
        rule=SharingRuleFactory(name="By area"),
        start_on=date(year, 1, 1),
        end_on=date(year, 4, 1),
    )

    log_in(place.user)
    page.goto(f"{live_server.url}/costs/try/")
    page.get_by_label("Amount in euro").fill("500,00")
    page.get_by_role("button", name="Show the shares").click()
    expect(page.get_by_text("€ 300.00").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    page.goto(f"{live_server.url}/costs/")
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("link", name=f"{year}/1").click()
    expect(page.get_by_text("m²·days = 600.00 → € 600.00").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()

    page.goto(f"{live_server.url}/costs/{year}/mine/")
    expect(page.get_by_text("€ 600.00").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()
