"""Costs: tried, proposed, voted and read; an invoice above its decision; a year closed and printed."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule
from governance.voting.models import VotingRound
from governance.voting.votes import cast_vote
from members.companies.models import Company
from members.people.models import Membership
from spaces.costs.dues.models import Payment
from spaces.costs.spending.models import Authorisation, Cost
from tests.factories.costs import (
    AuthorisationFactory,
    CategoryFactory,
    CostFactory,
    SharingRuleFactory,
    adopted_budget,
)
from tests.factories.members import MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import count_now
from tests.spaces.effects.conftest import put

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


def test_what_was_tried_proposed_and_voted_stands_on_the_statement(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    """The same cents, although a company has left in between."""
    places = MembershipFactory.create_batch(3, role="representative")
    category, rule = CategoryFactory(name_en="Upkeep"), SharingRuleFactory(name="Equally", fixed_key="equal")
    log_in(places[0].user)
    page.goto(f"{live_server.url}/costs/try/?cents=900.00&rule={rule.pk}")
    expect(page.get_by_text("€ 300.00").first).to_be_visible()

    page.goto(f"{live_server.url}/decisions/new/?effect=expense")
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("Title").fill("A new pump")
    page.get_by_label("What you propose").fill("The old one leaks.")
    page.get_by_label("Category of costs").select_option(label="Upkeep")
    page.get_by_label("What it costs, in euro").fill("900")
    page.get_by_label("How it is shared").select_option("equal")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Up to € 900 may be spent on: Upkeep.").first).to_be_visible()
    proposal = Proposal.objects.get()
    page.get_by_role("button", name="Open the discussion").click()
    voting_round = put(Proposal.objects.get())
    page.goto(live_server.url + proposal.get_absolute_url())
    page.get_by_label("Yes", exact=True).check()
    page.locator("#vote").get_by_role("button").click()
    expect(page.locator("#vote")).to_contain_text("votes yes.")
    assert_accessible()
    for place in places[1:]:
        cast_vote(voting_round, company=place.company, answer={"choice": "yes"}, by=place.user)
    count_now(VotingRound.objects.get())
    Company.objects.filter(pk=places[2].company_id).update(left_on=timezone.localdate())
    CostFactory(cents=900_00, rule=None, authorisation=Authorisation.objects.get(), category=category)

    page.goto(f"{live_server.url}/costs/{timezone.localdate().year}/mine/")
    expect(page.get_by_text("€ 300.00").first).to_be_visible()
    assert_accessible()
    assert_fits_phone()


def test_an_invoice_above_its_decision_is_warned_of(page: Page, live_server, log_in, assert_accessible):
    coordinator = MembershipFactory(user=UserFactory(is_staff=True, is_superuser=True)).user
    allowed = AuthorisationFactory(category=CategoryFactory(name_en="Roof"))
    SharingRuleFactory(name="Equally", fixed_key="equal")
    log_in(coordinator)
    page.goto(f"{live_server.url}/admin/spaces/cost/add/")
    page.get_by_label("What for").fill("Tiles")
    page.locator("#id_category").select_option(label="Roof")
    page.get_by_label("Amount in €").fill("1.200,50")
    year = timezone.localdate().year
    page.locator("#id_start_on").fill(f"{year}-01-01")
    page.locator("#id_end_on").fill(f"{year}-02-01")
    page.locator("#id_authorisation").select_option(value=str(allowed.pk))
    page.locator("#id_rule").select_option(label="Equally, version 1")
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("Only € 1,000 of this decision are left: say why it is more.")).to_be_visible()
    assert_accessible()
    page.locator("#id_over_reason").fill("The beams were rotten")
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("Nothing is saved yet.").first).to_be_visible()
    assert_accessible()
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Cost.objects.get().over_reason == "The beams were rotten"


def test_a_member_reads_and_prints_why_they_get_12_34_back(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    last = timezone.localdate().year - 1
    place = MembershipFactory(
        role="representative", company__name="Gelso", company__joined_on=date(2020, 1, 1)
    )
    other = MembershipFactory(
        role="representative", company__name="Noce", company__joined_on=date(2020, 1, 1)
    )
    adopted_budget(last)  # € 6,000 each
    CostFactory(cents=11_975_32, start_on=date(last, 1, 1), end_on=date(last + 1, 1, 1))
    treasurer = MembershipFactory(company=place.company, role="representative", user__is_staff=True).user
    # The rulebook decides accounts in an assembly, others also online: what follows is the same.
    MatterRule.objects.filter(matter="accounts").update(is_online=True)
    treasurer.groups.add(*Group.objects.filter(name__in=["Coordinators", "Treasurers"]))

    log_in(treasurer)
    page.goto(f"{live_server.url}/costs/payments/import/")
    page.get_by_label("Or its lines").fill(f"date;amount;description\n{last}-12-01;6.000,00;From Gelso\n")
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_text("€ 6,000.00").first).to_be_visible()
    assert_accessible()
    page.get_by_role("button", name="Record the payments that fit").click()
    expect(page.get_by_text("1 new payment recorded.")).to_be_visible()
    assert Payment.objects.get().company == place.company
    page.goto(f"{live_server.url}/costs/{last}/accounts/")
    assert_accessible()
    assert_fits_phone()
    page.get_by_role("link", name="Propose to close the year").click()
    expect(page.get_by_text(f"Accounts {last} as they stand: € 11,975.32")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    page.get_by_label("Title").fill(f"The accounts of {last}")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The sums of").first).to_be_visible()
    assert_accessible()
    page.get_by_role("button", name="Open the discussion").click()
    voting_round = put(Proposal.objects.get())
    for one in (place, other):
        cast_vote(voting_round, company=one.company, answer={"choice": "yes"}, by=one.user)
    count_now(VotingRound.objects.get())
    page.goto(f"{live_server.url}/costs/{last}/accounts/")
    expect(page.get_by_text("Closed by resolution")).to_be_visible()

    log_in(place.user)
    page.goto(f"{live_server.url}/costs/{last}/mine/")
    why = "Gelso bears € 5,987.66 and its quotas were € 6,000.00: it gets back € 12.34."
    expect(page.locator("#end + p")).to_contain_text(why)
    assert_accessible()
    assert_fits_phone()
    page.emulate_media(media="print")
    expect(page.locator("#end + p")).to_contain_text(why)
    assert page.pdf(format="A4").startswith(b"%PDF")
