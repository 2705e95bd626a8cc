"""From the join form to a company with a unit; and from a refusal over an appeal to another proposal."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.applications.desk.services import open_to_members, take_up
from members.applications.models import Application
from members.companies.models import Company, Multifactory
from spaces.admission.models import ProposedAdmission
from spaces.allocations.models import Allocation
from tests.browser.test_journeys import joinery, look, open_window  # noqa: F401  fixtures
from tests.factories.members import MembershipFactory
from tests.spaces.admission.conftest import propose, ripe

pytestmark = pytest.mark.browser

NAME, ADDRESS = "Cartapesta Rondelli", "lucia@example.net"


def representatives(open_window) -> list[Page]:  # noqa: F811
    companies = Company.objects.order_by("pk")
    return [open_window(MembershipFactory(company=one, role="representative").user) for one in companies]


def link_in_mail(pattern: str) -> str:
    found = [re.search(pattern, str(one.body)) for one in reversed(mail.outbox) if one.to == [ADDRESS]]
    return next(one[0] for one in found if one)


def test_a_candidate_becomes_a_company_with_a_unit(open_window, joinery, coordinator):  # noqa: F811
    Multifactory.objects.update(takes_applications=True)
    candidate = open_window()
    candidate.context.set_default_timeout(60_000)  # the first page of the server is the slowest
    begin(candidate)
    fill_in(candidate)
    open_days(coordinator)
    hers, his = representatives(open_window)
    ask_and_answer(hers, candidate)

    Application.objects.update(open_until=timezone.localdate())
    propose_it(hers)
    decide(hers, his, "Yes")

    application, company = Application.objects.get(), Company.objects.get(name=NAME)
    assert (application.state, Allocation.objects.get(company=company).unit.code) == ("accepted", "A2")
    assert company.products.get().name == "Masks"
    # The first day has come.
    Company.objects.filter(pk=company.pk).update(joined_on=timezone.localdate())
    Allocation.objects.filter(company=company).update(start_on=timezone.localdate())
    his.goto(company.get_absolute_url())
    expect(his.get_by_role("heading", level=1)).to_have_text(NAME)
    look(his)
    his.goto("/spaces/plan/")
    expect(his.get_by_role("main")).to_contain_text(NAME)
    candidate.goto(link_in_mail(r"/invitations/\S+"))
    expect(candidate.get_by_role("main")).to_contain_text("Representative")
    look(candidate)


def begin(page: Page) -> None:
    page.goto("/join/new/")
    look(page)
    page.get_by_label("Name of the company").fill(NAME)
    page.get_by_label("Your name").fill("Lucia Rondelli")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Language of our e-mails").select_option("en")
    page.get_by_label(re.compile("I agree")).check()
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("status")).to_contain_text(ADDRESS)


def fill_in(page: Page) -> None:
    """A part is saved and left; by the link of the mail it goes on."""
    page.goto(link_in_mail(r"/join/\S+"))
    page.get_by_role("link", name="Edit the application").click()
    page.get_by_label("What you do, in one line").fill("Papier-mâché figures and stage masks")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/")

    page.goto(link_in_mail(r"/join/\S+"))
    page.get_by_role("link", name="Edit the application").click()
    expect(page.get_by_label("What you do, in one line")).to_have_value(
        "Papier-mâché figures and stage masks"
    )
    page.get_by_label("Your story").fill("Heads, animals and saints out of paper.")
    page.get_by_label("Main field of activity").select_option(index=1)
    page.get_by_label("Vocation").select_option("craft")
    page.get_by_label("Product or service").first.fill("Masks")
    page.get_by_label("Minimum area (m²)").fill("30")
    page.get_by_label(re.compile("our story and products may be published")).check()
    look(page)
    page.get_by_role("button", name="Save and send").click()
    expect(page.get_by_role("main")).to_contain_text("received")
    look(page)


def open_days(coordinator) -> None:
    application = Application.objects.get()
    take_up(application, by=coordinator)
    open_to_members(application, by=coordinator)


def ask_and_answer(member: Page, candidate: Page) -> None:
    member.goto(Application.objects.get().get_absolute_url())
    expect(member.get_by_role("main")).to_contain_text("Members ask questions first")
    member.locator("#questions textarea").fill("Glue smells. Which one do you use?")
    member.get_by_role("button", name=re.compile("^Ask for")).click()
    candidate.goto(link_in_mail(r"/join/[^\s/]+/"))
    candidate.locator("#messages textarea").first.fill("Flour and a little bone glue.")
    candidate.locator("#messages").get_by_role("button").first.click()
    member.reload()
    expect(member.locator("#questions")).to_contain_text("Flour and a little bone glue.")
    look(member)


def reach_it_on_a_phone(page: Page) -> None:
    """The bar is on the first screen and leads to the form, which a wide page shows beside the text."""
    wide, bar = page.viewport_size, page.get_by_role("link", name="Put it to the vote")
    expect(bar).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("scrollTo(0, 0)")
    expect(bar).to_be_in_viewport()
    bar.click()
    expect(page.get_by_role("button", name=re.compile("^Propose as"))).to_be_in_viewport()
    page.set_viewport_size(wide)


def propose_it(page: Page) -> None:
    page.goto(Application.objects.get().get_absolute_url())
    reach_it_on_a_phone(page)
    page.locator("#decision").get_by_label("Unit").select_option(label="A2, 50 m²")
    look(page)
    page.get_by_role("button", name=re.compile("^Propose as")).click()
    expect(page.get_by_label("Title")).to_have_value(f"Admission of {NAME}")
    look(page)
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Open the discussion").click()  # the browser refuses it
    page.get_by_label("Title").fill(f"Admit {NAME}, with A2")
    page.get_by_label("First day").fill("")
    page.get_by_role("button", name="Open the discussion").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Admit {NAME}, with A2")
    expect(page.locator("#candidate")).to_contain_text("Papier-mâché")
    look(page)


def decide(hers: Page, his: Page, answer: str) -> None:
    decision = Proposal.objects.latest("pk").get_absolute_url()
    hers.goto(decision)
    hers.get_by_role("button", name="Finalise the text").click()
    hers.get_by_role("link", name="Open voting").click()
    hers.get_by_role("button", name="Open voting").click()
    for page in (hers, his):
        page.goto(decision)
        page.get_by_label(answer, exact=True).check()
        page.locator("#vote").get_by_role("button").click()
        expect(page.locator("#vote")).to_contain_text(f"votes {answer.lower()}.")
    month = timedelta(days=30)
    VotingRound.objects.ongoing().update(opened_at=F("opened_at") - month, closes_at=F("closes_at") - month)
    his.goto(decision)
    look(his)


def test_a_refusal_with_reasons_is_appealed_and_decided_once_more(open_window, joinery, coordinator):  # noqa: F811
    hers, his = representatives(open_window)
    place = joinery.memberships.get()
    application = ripe(name=NAME, email=ADDRESS)
    propose(application, (joinery, place.user))
    decide(hers, his, "No")
    refusal = Resolution.objects.get()

    desk, candidate = open_window(coordinator), open_window()
    desk.goto(f"/admin/members/application/{application.pk}/change/")
    desk.get_by_role("button", name="Write the reasons").click()
    desk.get_by_label("Reasons").fill("Five of this kind already.")
    desk.get_by_role("button", name="Show what changes").click()
    desk.get_by_role("button", name=re.compile("Refuse|Tell|Write|Send")).click()

    candidate.goto(link_in_mail(r"/join/[^\s/]+/"))
    expect(candidate.get_by_role("main")).to_contain_text("Five of this kind already.")
    look(candidate)
    candidate.get_by_role("link", name="Appeal").click()
    look(candidate)
    candidate.get_by_role("textbox").last.fill("We make masks, and nobody else does.")
    candidate.get_by_role("button", name="Send the appeal").click()
    expect(candidate.get_by_role("main")).not_to_contain_text(joinery.name)

    proposal = Proposal.objects.latest("pk")
    assert (proposal.supersedes, ProposedAdmission.objects.count()) == (refusal, 2)
    his.goto(proposal.get_absolute_url())
    expect(his.get_by_role("main")).to_contain_text("has appealed")
    expect(his.get_by_role("main")).to_contain_text(refusal.reference)
    look(his)
    decide(hers, his, "Yes")
    assert Resolution.objects.latest("pk").supersedes == refusal
    candidate.goto(link_in_mail(r"/join/[^\s/]+/"))
    expect(candidate.get_by_role("main")).to_contain_text("accepted")
