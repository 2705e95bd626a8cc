"""Every number of the page of the principles is followed to a list of as many companies."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration
from members.profile.models import Stage
from tests.factories.members import CompanyFactory, FieldFactory, ProductFactory, TermFactory
from tests.world import REPRESENTATIVE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_community() -> list[Company]:
    """Ten companies that differ in field, vocation, craft, age, stages and materials."""
    fields = [FieldFactory(code=code) for code in ("cork", "print", "bread")]
    materials = [TermFactory(name=name) for name in ("oak", "brass", "paper")]
    companies = []
    for number in range(10):
        company = CompanyFactory(
            field=fields[number % 3],
            second_field=fields[(number + 1) % 3] if number % 2 else None,
            craft=Company.Craft.values[number % 3],
            vocation=Company.Vocation.values[number % 3],
            founded=(None, 2024, 1990)[number % 3],
        )
        ProductFactory(
            company=company,
            stages=Stage.values[number % 3 : number % 3 + 2],
            terms=materials[: 1 + number % 3],
        )
        companies.append(company)
    return companies


def test_every_number_is_followed_to_a_list_of_as_many(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    first, middle, last = make_community()[:3]
    for giver, taker in ((first, middle), (middle, last)):
        Collaboration.objects.create(
            giver=giver, taker=taker, kind="supplies", what="Cork", confirmed_at=timezone.now()
        )
    page.goto(f"{live_server.url}/about/principles/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Three principles, in figures")
    expect(page.get_by_role("main")).not_to_contain_text("For members only")
    assert_accessible()
    assert_fits_phone()

    main = page.get_by_role("main")
    links = {
        (int(link.inner_text()), link.get_attribute("href"))
        for link in main.locator("a[href^='/companies/']").all()
        if re.fullmatch(r"\d+", link.inner_text().strip())
    }
    assert len(links) > 30
    for number, address in sorted(links):
        page.goto(f"{live_server.url}{address}")
        found = page.get_by_role("region", name="Companies")
        expect(found.locator("p").first).to_have_text(
            re.compile(rf"^\s*{number} compan(y|ies)(, by name)?\s*$")
        )
        expect(found.locator(".grid > *")).to_have_count(min(number, 24))  # of a page

    log_in(world.people[REPRESENTATIVE])
    page.goto(f"{live_server.url}/about/principles/")
    card = page.get_by_role("main").locator(".card", has_text="For members only")
    expect(card.get_by_role("link")).to_have_text([middle.name])
    assert_accessible()
