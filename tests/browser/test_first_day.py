"""A newcomer with an empty portal comes to the first vote through the checklist of its back-office alone."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.voting.models import VotingRound
from members.people.models import User
from tests.browser.test_journeys import open_window  # noqa: F401  a fixture
from tests.factories.members import PASSWORD
from tests.spaces.drafts.svg_files import svg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FLOOR = '<rect id="A1" width="10" height="5"/><rect id="A2" x="10" width="10" height="5"/>'


@pytest.fixture
def newcomer() -> User:
    """Whoever has just installed the portal: `migrate` and `createsuperuser`, and nothing else."""
    call_command("createsuperuser", email="root@example.org", interactive=False, verbosity=0)
    return User.objects.get()


def test_an_empty_portal_leads_to_the_first_vote(
    open_window: Callable[..., Page],  # noqa: F811
    newcomer: User,
):
    page = open_window(newcomer)
    page.goto("/admin/")
    expect(page.locator(".setup summary")).to_contain_text("0 of 8 done")

    name_the_place(page)
    build(page)
    draw(page)
    enter_a_company(page)
    invite(page)
    read_the_rules(page)
    expect(page.locator(".setup summary")).to_contain_text("6 of 8 done")

    theirs = open_window()
    join(theirs)
    follow(page, 7, "The first vote")
    decision = propose(theirs)
    open_the_vote(theirs, decision)

    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Set up the portal")).to_have_count(0)
    expect(page.get_by_role("heading", name="To do", level=1)).to_be_visible()
    assert VotingRound.objects.open().count() == 1


def follow(page: Page, done: int, step: str, link: str = "") -> None:
    """Back to the checklist by the name of the portal; its next step, and the link of that step."""
    page.locator("#site-name a").click()
    expect(page.locator(".setup summary")).to_contain_text(f"{done} of 8 done")
    line = page.locator(".checklist [aria-current]")
    expect(line).to_contain_text(step)
    if link:
        line.get_by_role("link", name=link).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def name_the_place(page: Page) -> None:
    follow(page, 0, "Name and address", "Write them")
    page.get_by_label("Name", exact=False).first.fill("Old Mill")
    page.get_by_label("Address", exact=False).first.fill("Via del Mulino 1, Mantua")
    save(page)


def build(page: Page) -> None:
    follow(page, 1, "The first building", "Add a building")
    page.locator("#id_name").press_sequentially("Mill")
    page.locator("#id_floors-0-level").fill("0")
    page.locator("#id_floors-0-name").fill("Ground floor")
    save(page)


def draw(page: Page) -> None:
    """The drawing has two shapes that match no space: they become spaces, and units and plan are done."""
    follow(page, 2, "A drawing of a floor", "Upload a drawing")
    page.locator("#id_floor").select_option("Mill, Ground floor")
    file = {"name": "mill.svg", "mimeType": "image/svg+xml", "buffer": svg(FLOOR)}
    page.get_by_label("Drawing").set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    page.get_by_label("Width of all shapes").fill("20")
    page.get_by_role("button", name="Create these spaces").click()
    expect(page.locator(".messagelist")).to_contain_text("2 spaces created.")
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.locator(".messagelist")).to_contain_text("is valid from")


def enter_a_company(page: Page) -> None:
    follow(page, 4, "The companies", "Add a company")
    page.locator("#id_name").press_sequentially("Legno Vivo")
    page.locator("#id_line").fill("Joinery")
    page.get_by_role("combobox", name="Field of activity").click()
    page.locator(".select2-search__field").fill("wood")
    page.get_by_role("option", name="Woodworking").click()
    page.locator("#id_vocation").select_option("craft")
    page.locator("#id_joined_on").fill(timezone.localdate().strftime("%Y-%m-%d"))
    save(page)


def invite(page: Page) -> None:
    follow(page, 5, "Their representatives", "Invite a person")
    page.locator("#id_email").fill("anna@example.org")
    save(page)


def read_the_rules(page: Page) -> None:
    page.locator("#site-name a").click()
    page.locator(".checklist").get_by_role("link", name="Read it").click()
    page.get_by_role("button", name="I have read it").click()
    page.get_by_role("button", name="Yes, I have read it").click()
    expect(page.locator(".messagelist")).to_contain_text("is marked as read")
    page.locator("#site-name a").click()


def join(page: Page) -> None:
    """Anna follows the link in her mail and makes her account."""
    [path] = re.findall(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[:1]
    page.goto(path)
    page.get_by_role("button", name="Accept the invitation").click()
    page.locator("#id_name").fill("Anna Ferri")
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_contain_text("Anna")


def propose(page: Page) -> str:
    page.goto("/decisions/")
    page.get_by_role("link", name="Write a proposal").first.click()
    page.locator("a[href*='matter=ordinary']").first.click()
    page.get_by_label("Title").fill("A coffee machine for all")
    page.get_by_label("What you propose").fill("We buy one.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Open the discussion").click()
    return page.url


def open_the_vote(page: Page, decision: str) -> None:
    page.goto(decision)
    page.get_by_role("button", name="Finalise the text").click()
    page.get_by_role("link", name="Open voting").click()
    page.get_by_role("button", name="Open voting").click()
    expect(page.get_by_text("Voting is open", exact=True)).to_be_visible()
