"""A unit is given as it was voted on: a rival, an amended effect, a second call, a blocked effect."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, open_discussion
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule
from governance.voting.models import VotingRound
from members.companies.models import Company
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate, void_allocation
from spaces.building.models import Space
from spaces.effects.models import ProposedAllocation
from tests.browser.test_journeys import joinery, look, open_window  # noqa: F401  fixtures
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import AllocationFactory

pytestmark = pytest.mark.browser

BLOCKED = "Could not be carried out"


def test_a_unit_is_given_as_it_was_voted_on_or_not_at_all(open_window, joinery, coordinator):  # noqa: F811
    MatterRule.objects.update(second_quorum_numerator=1, second_quorum_denominator=4)
    cyclists, printers = Company.objects.get(slug="ciclofficina-mincio"), CompanyFactory(name="Torchio")
    people = [
        MembershipFactory(company=company, role="representative").user
        for company in (joinery, cyclists, printers)
    ]
    hers, his, theirs = (open_window(person) for person in people)
    proposal = propose(joinery, people[0], to=cyclists)
    decision, unit = proposal.get_absolute_url(), Space.objects.get(code="A2")

    # A rival appears once the text is fixed: it cannot be put to the vote.
    hers.goto(decision)
    hers.get_by_role("button", name="Finalise the text").click()
    rival = AllocationFactory(unit=unit, company=printers, start_on=timezone.localdate())
    hers.goto(decision)
    expect(hers.get_by_role("main")).to_contain_text("A2 is allocated to Torchio")
    look(hers)
    open_voting_on(hers)
    expect(hers.get_by_role("alert")).to_contain_text("A2 is allocated to Torchio")
    look(hers)
    void_allocation(rival, reason="Entered by mistake.", by=coordinator)

    # The effect is amended with the text.
    hers.goto(decision)
    hers.get_by_role("button", name="Back to the discussion").click()
    amend_effect(theirs, decision)
    hers.goto(decision)
    look(hers)
    hers.get_by_role("button", name="Accept it").click()
    expect(hers.get_by_role("main")).to_contain_text("A2 is allocated to Torchio from")
    hers.get_by_role("button", name="Finalise the text").click()
    open_voting_on(hers)

    # Nobody votes: no quorum, and nothing is carried out.
    end_round()
    his.goto(decision)
    expect(his.locator(".verdict strong")).to_have_text("No quorum")
    expect(his.get_by_role("main")).to_contain_text("Not carried out: it waits for another vote")
    look(his)

    # Second call on another day; meanwhile the unit is taken again.
    hers.goto(decision)
    open_voting_on(hers)
    for page, company in ((hers, joinery), (theirs, printers)):
        page.goto(decision)
        expect(page.locator("#vote")).to_contain_text("Second call")
        page.get_by_label("Yes", exact=True).check()
        page.locator("#vote").get_by_role("button").click()
        expect(page.locator("#vote")).to_contain_text(f"{company} votes yes.")
    taken = allocate(
        unit, company=cyclists, start_on=timezone.localdate(), reason="For a week.", by=coordinator
    )
    end_round()
    his.goto(decision)
    expect(his.locator(".verdict strong")).to_have_text("Adopted")
    expect(his.get_by_role("main")).to_contain_text(BLOCKED)
    expect(his.get_by_role("main")).to_contain_text("A2 is allocated to Ciclofficina Mincio")
    look(his)

    # The way is cleared, and a coordinator tries again.
    void_allocation(taken, reason="They have left.", by=coordinator)
    try_again(open_window(coordinator))
    resolution = Resolution.objects.get()
    allocation = Allocation.objects.get(resolution=resolution)
    assert (allocation.company, resolution.effect_state) == (printers, "done")
    assert (resolution.text, resolution.effect_by) == ("A2 goes to the printers.", coordinator)


def propose(company, person, *, to) -> Proposal:
    row = ProposedAllocation(
        unit=Space.objects.get(code="A2"), company=to, start_on=timezone.localdate() + timedelta(days=1)
    )
    proposal = create_proposal(
        company=company,
        author=person,
        title="A unit for one of us",
        text="A2 goes to the cyclists.",
        matter="allocation",
        effect="allocate",
        effect_row=row,
    )
    return open_discussion(proposal, by=person)


def open_voting_on(page: Page) -> None:
    page.get_by_role("link", name="Open voting").click()
    page.get_by_role("button", name="Open voting").click()


def amend_effect(page: Page, decision: str) -> None:
    page.goto(decision)
    page.get_by_role("link", name="Submit an amendment").click()
    page.get_by_label("Proposed text").fill("A2 goes to the printers.")
    page.get_by_label("Why").fill("They have the machine already.")
    page.get_by_role("button", name="Submit the amendment").click()
    expect(page.get_by_text("The text and the automatic effect would differ").first).to_be_visible()
    look(page)
    page.get_by_label("Company", exact=True).select_option("Torchio")
    page.get_by_role("button", name="Submit the amendment").click()
    expect(page.get_by_role("main")).to_contain_text("New automatic effect")


def end_round() -> None:
    month = timedelta(days=30)
    VotingRound.objects.ongoing().update(opened_at=F("opened_at") - month, closes_at=F("closes_at") - month)


def try_again(page: Page) -> None:
    page.goto(Resolution.objects.get().get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(BLOCKED)
    look(page)
    page.get_by_role("button", name="Try to carry it out again").click()
    expect(page.get_by_role("status")).to_contain_text("Carried out.")
    expect(page.get_by_role("main")).not_to_contain_text(BLOCKED)
