"""What the three kinds of people come for, done as they would do it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core import mail
from django.db.models import F
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from events.registrations.models import Registration
from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.models import User
from spaces.allocations.models import Allocation
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import (
    PASSWORD,
    CompanyFactory,
    MembershipFactory,
    MultifactoryFactory,
    ProductFactory,
)
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.browser


PHONE, DESK = 360, 1280


def look(page: Page) -> None:
    """The page fits a phone and a desk, in light and dark, and axe finds nothing to mend."""
    page.wait_for_load_state()
    for width, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "dark"), (DESK, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        faults = [
            f"{fault['id']}: {node['html'][:160]}"
            for fault in Axe().run(page).response["violations"]
            for node in fault["nodes"]
        ]
        assert (page.url, width, scheme, faults) == (page.url, width, scheme, [])
        assert (page.url, page.evaluate("document.documentElement.scrollWidth")) == (page.url, width)


@pytest.fixture
def open_window(new_context: Callable[..., BrowserContext], live_server) -> Callable[[User | None], Page]:
    """A window of its own for each person, who is logged in already; None is a visitor."""

    def open_for(user: User | None = None) -> Page:
        context = new_context(base_url=live_server.url, reduced_motion="reduce")
        context.set_default_timeout(10_000)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return context.new_page()

    return open_for


@pytest.fixture
def joinery(live_server) -> Company:
    """A house with the unit of the joinery, a free unit and a hall; another company has no unit."""
    MultifactoryFactory(name="R84 Multifactory", welcome="Every company has one vote.")
    floor = FloorFactory(building=BuildingFactory(name="House A", slug="house-a"))
    a1, a2 = (SpaceFactory(code=code, floor=floor) for code in ("A1", "A2"))
    for space in (a1, a2, RoomFactory(code="A6", name="Hall", floor=floor)):
        ConditionFactory(space=space)
    FloorPlanFactory(
        floor=floor,
        shapes={
            "A1": [[20, 20], [360, 20], [360, 200], [20, 200]],
            "A2": [[360, 20], [720, 20], [720, 200], [360, 200]],
            "A6": [[20, 200], [720, 200], [720, 380], [20, 380]],
        },
        walls=[[[20, 20], [720, 20], [720, 380], [20, 380]]],
    )
    joinery = CompanyFactory(
        name="Falegnameria Verdi", slug="falegnameria-verdi", story="We mend **windows**."
    )
    ProductFactory(company=joinery, name="Windows of old houses")
    AllocationFactory(unit=a1, company=joinery)
    CompanyFactory(name="Ciclofficina Mincio", slug="ciclofficina-mincio")
    return joinery


def test_a_visitor_finds_a_company_and_registers_for_its_event(open_window, joinery, live_server):
    event = EventFactory(
        title="Open workshops", slug="open-workshops", capacity=12, text="Bring **old shoes**."
    )
    EventHostFactory(event=event, company=joinery)
    page = open_window()

    page.goto("/")
    look(page)
    page.get_by_role("link", name="Find a company").click()
    page.get_by_role("main").get_by_role("searchbox").fill("windows of old")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Ciclofficina Mincio")).to_have_count(0)
    look(page)
    page.get_by_role("link", name="Falegnameria Verdi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Falegnameria Verdi")
    look(page)
    page.get_by_role("link", name="Open workshops").click()
    look(page)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("E-mail address").fill("Ada@Example.org")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("status")).to_contain_text("the e-mail we have sent to ada@example.org")
    expect(page.locator(".places")).to_contain_text("11 available, of 12")
    look(page)
    assert list(Registration.objects.values_list("name", "email", "state")) == [
        ("Ada", "ada@example.org", "held")
    ]

    (path,) = re.findall(r"/events/registrations/\S+/", mail.outbox[0].body)
    page.goto(path)
    look(page)
    page.get_by_role("button", name="Confirm my registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ticket")
    look(page)
    page.locator("summary", has_text="Cancel my registration").click()
    page.get_by_role("button", name="Cancel my registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your registration is cancelled")
    look(page)
    assert Registration.objects.get().state == "cancelled"


def test_a_visitor_whose_form_has_faults_is_told_beside_each_field(open_window, joinery):
    page = open_window()
    page.goto(EventFactory().get_absolute_url())
    page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true })")

    page.get_by_label("E-mail address").fill("nobody")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("alert")).to_contain_text("There are 2 things to correct")
    look(page)


def test_a_proposal_is_amended_voted_on_and_the_unit_changes_hands(open_window, joinery):
    anna = MembershipFactory(company=joinery, role="representative", user__name="Anna").user
    other = Company.objects.get(slug="ciclofficina-mincio")
    bruno = MembershipFactory(company=other, role="representative", user__name="Bruno").user
    hers, his, visitor = open_window(anna), open_window(bruno), open_window()
    visitor.goto("/spaces/buildings/house-a/")
    expect(visitor.get_by_role("row", name="A2")).to_contain_text("nobody")

    decision = write_proposal(hers)
    speak_and_amend(his, decision)
    accept_and_open(hers, decision)
    for page, company in ((hers, joinery), (his, other)):
        page.goto(decision)
        look(page)
        page.get_by_label("Yes", exact=True).check()
        page.get_by_role("button", name=f"Vote on behalf of {company}").click()
        expect(page.locator("#vote")).to_contain_text(f"{company} votes yes.")

    month = timedelta(days=30)
    VotingRound.objects.update(opened_at=F("opened_at") - month, closes_at=F("closes_at") - month)
    his.goto(decision)
    expect(his.locator(".verdict strong")).to_have_text("Adopted")
    look(his)
    his.get_by_role("link", name=re.compile("^Resolution ")).click()
    expect(his.get_by_role("heading", level=1)).to_have_text("Give A2 to Ciclofficina Mincio")
    expect(his.get_by_role("main")).to_contain_text("A2 is allocated to Ciclofficina Mincio")
    look(his)

    resolution, allocation = Resolution.objects.get(), Allocation.objects.get(unit__code="A2")
    assert (allocation.company, allocation.resolution) == (other, resolution)
    assert resolution.effect_state == "done"
    visitor.reload()
    expect(visitor.get_by_role("row", name="A2")).to_contain_text("Ciclofficina Mincio")
    look(visitor)
    his.goto("/spaces/A2/")
    expect(his.get_by_role("link", name=resolution.reference).first).to_be_visible()


def write_proposal(page: Page) -> str:
    """Anna gives the free unit to the other company; the address of the proposal in discussion."""
    page.goto("/decisions/")
    look(page)
    page.get_by_role("link", name="Write a proposal").first.click()
    look(page)
    page.get_by_role("link", name="Allocate a unit to a company").click()
    look(page)
    page.get_by_label("Title").fill("Give A2 to Ciclofficina Mincio")
    page.get_by_label("Unit", exact=True).select_option("A2")
    page.get_by_label("Company", exact=True).select_option("Ciclofficina Mincio")
    page.get_by_label("Start", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("What you propose").fill("They mend **bicycles** and have no room for it.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text(re.compile("A2 is allocated to Ciclofficina Mincio from"))).to_be_visible()
    look(page)
    page.get_by_role("button", name="Open the discussion").click()
    expect(page.get_by_role("status")).to_contain_text("The discussion is open")
    return page.url


def speak_and_amend(page: Page, decision: str) -> None:
    page.goto("/dashboard/")
    look(page)
    page.goto(decision)
    page.get_by_label("What you want to say").fill("We lend you the pump.")
    page.get_by_role("button", name="Comment on behalf of Ciclofficina Mincio").click()
    expect(page.locator(".thread")).to_contain_text("We lend you the pump.")
    look(page)
    page.get_by_role("link", name="Submit an amendment").click()
    look(page)
    page.get_by_label("Proposed text").fill("They mend **bicycles**, quietly, and have no room.")
    page.get_by_label("The automatic effect stays as it is").check()
    page.get_by_label("Why").fill("The neighbours should know.")
    page.get_by_role("button", name="Submit the amendment").click()
    expect(page.get_by_text("Amendment 1, submitted by Ciclofficina Mincio")).to_be_visible()
    page.get_by_text("What it changes").click()
    expect(page.locator("ins", has_text="quietly")).to_be_visible()
    look(page)


def accept_and_open(page: Page, decision: str) -> None:
    page.goto(decision)
    page.get_by_role("button", name="Accept it").click()
    expect(page.locator(".prose.lead")).to_contain_text("quietly")
    page.get_by_role("link", name="Versions and what changed").click()
    look(page)
    page.goto(decision)
    page.get_by_role("button", name="Finalise the text").click()
    look(page)
    page.get_by_role("link", name="Open voting").click()
    look(page)
    page.get_by_role("button", name="Open voting").click()
    expect(page.get_by_text("Voting is open", exact=True)).to_be_visible()


def test_a_coordinator_allocates_a_free_unit_and_the_public_plan_shows_it(open_window, joinery, coordinator):
    EmailAddress.objects.create(user=coordinator, email=coordinator.email, verified=True, primary=True)
    page, visitor = open_window(), open_window()
    visitor.goto("/spaces/buildings/house-a/")
    expect(visitor.get_by_role("row", name="A2")).to_contain_text("nobody")
    look(visitor)

    page.goto("/admin/")
    look(page)
    page.get_by_label("E-mail address").fill(coordinator.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="All lists")).to_be_visible()
    look(page)
    page.goto("/admin/spaces/space/?q=A2")
    look(page)
    page.get_by_role("row", name="A2").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Allocate this unit")
    page.get_by_role("button", name=re.compile("^(Go|Run)")).click()
    page.get_by_label("Company").select_option("Ciclofficina Mincio")
    page.get_by_label("Reason").fill("The assembly of May said so.")
    look(page)
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("table").last).to_contain_text("Ciclofficina Mincio")
    look(page)
    page.get_by_role("button", name="Allocate").click()
    expect(page.locator(".messagelist")).to_contain_text("A2 is allocated to Ciclofficina Mincio")

    assert list(Allocation.objects.filter(unit__code="A2").values_list("company__name", "recorded_by")) == [
        ("Ciclofficina Mincio", coordinator.pk)
    ]
    visitor.reload()
    expect(visitor.get_by_role("row", name="A2")).to_contain_text("Ciclofficina Mincio")
    expect(visitor.locator(".plan a", has_text="A2").first).to_contain_text("Ciclofficina Mincio")
    look(visitor)
