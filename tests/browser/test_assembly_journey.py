"""An assembly from the petition that asks for it to its signed minutes, by five people at once."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core import mail
from django.db.models import F
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from governance.assemblies.attending.reminders import send_check_in_links
from governance.assemblies.elections.services import propose_candidate
from governance.assemblies.minutes.pdf import has_pdf
from governance.attendance.models import Assembly
from governance.offices.models import Office
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from members.people.models import Membership, User
from tests.factories.assemblies import OfficeFactory
from tests.factories.elections import make_election
from tests.factories.governance import ProposalFactory
from tests.factories.members import PASSWORD, MembershipFactory, MultifactoryFactory

pytestmark = pytest.mark.browser

MOMENTS = ("called_at", "opened_at", "first_call_at", "second_call_at")
OTHERS = ("Nodo", "Vela", "Gelso", "Radice", "Pergola", "Cantiere", "Lume")


@dataclass
class Community:
    """Twelve companies: those of the chair, the secretary, Anna, Bruno and Carla, and seven others."""

    chair: Membership
    secretary: Membership
    anna: Membership
    bruno: Membership
    carla: Membership
    others: list[Membership]
    board: Proposal


def place_of(name: str, company: str) -> Membership:
    return MembershipFactory(role="representative", user__name=name, company__name=company)


@pytest.fixture
def community(live_server) -> Community:
    """Two proposals are ready for an assembly: the roof, and a board of five for which six people stand."""
    MultifactoryFactory(name="R84 Multifactory")
    people = {"Franca": "Tipografia", "Sandro": "Segheria", "Anna": "Bottega", "Bruno": "Officina"}
    chair, secretary, anna, bruno = (place_of(*pair) for pair in people.items())
    carla = place_of("Carla", "Cucina")
    others = [place_of(f"{company} Rossi", company) for company in OTHERS]
    for kind, place in ((Office.Kind.PRESIDENT, chair), (Office.Kind.SECRETARY, secretary)):
        OfficeFactory(kind=kind, user=place.user, company=place.company)
    ProposalFactory(title="Mend the roof", company=anna.company, state="frozen", frozen_at=timezone.now())
    board = make_election(anna, seats=5)
    for place in (chair, secretary, carla, *others[:3]):
        propose_candidate(board, user=place.user, company=place.company, by=place.user)
    freeze_proposal(board)
    return Community(chair, secretary, anna, bruno, carla, others, board)


@pytest.fixture
def open_window(new_context: Callable[..., BrowserContext], live_server) -> Callable[..., Page]:
    """A window of its own for each person, as wide as their screen, with scripts or without."""

    def open_for(user: User, *, width: int = 1280, has_scripts: bool = True) -> Page:
        context = new_context(
            base_url=live_server.url,
            java_script_enabled=has_scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        return page

    return open_for


def test_an_assembly_from_its_petition_to_its_signed_minutes(
    open_window, community, coordinator, settings, live_server
):
    """Coordinator, president and secretary at desks; Anna on a phone, Bruno on one without scripts."""
    settings.SITE_URL = live_server.url
    staff = open_window(coordinator)
    hers, his = open_window(community.chair.user), open_window(community.secretary.user)
    anna = open_window(community.anna.user, width=360)
    bruno = open_window(community.bruno.user, width=360, has_scripts=False)

    petition = ask_for_assembly(anna, bruno)
    prepare(staff, petition)
    meeting = send_notice(staff)
    give_proxy(open_window(community.carla.user), bruno, meeting)

    its_hour_comes("first_call_at")
    end_first_call(hers, his, meeting)
    its_hour_comes("second_call_at")
    hers.goto(f"{meeting}desk/")
    hers.get_by_role("button", name="Open the second call").click()
    for window, person in ((anna, community.anna), (bruno, community.bruno)):
        check_in_by_mail(window, person.user)
    check_in_at_desk(his, meeting, "Tipografia", "Segheria")
    board = open_window(community.others[0].user)
    board.goto(f"{meeting}board/")
    expect(board.get_by_role("main")).to_contain_text("5 of 12 companies")
    look(board)

    vote_on_the_roof(hers, his, anna, bruno, meeting)
    board.reload()
    expect(board.get_by_role("main")).to_contain_text("4 yes, 1 no")
    elect_the_board(hers, his, anna, bruno, meeting, community)
    look(board)
    sign(hers, his, meeting, community)
    read_minutes(board, meeting, community)


# --- Before it ------------------------------------------------------------------------------------------


def ask_for_assembly(anna: Page, bruno: Page) -> str:
    """Two of twelve companies must sign."""
    anna.goto("/assemblies/petitions/")
    anna.get_by_role("link", name="Begin a petition").click()
    anna.get_by_label("Title").fill("The roof leaks")
    anna.get_by_label("What you ask, and why").fill("It must be talked about by all of us.")
    anna.get_by_role("button", name="Begin and sign").click()
    expect(anna.get_by_role("main")).to_contain_text("1 of 2 companies")
    look(anna)
    petition = anna.url

    bruno.goto(petition)
    bruno.get_by_role("button", name="Sign for Officina").click()
    expect(bruno.get_by_role("main")).to_contain_text("Enough companies have signed")
    return petition


def prepare(staff: Page, petition: str) -> None:
    """A draft that answers the petition, in a fortnight, with three items."""
    staff.goto(petition)
    staff.get_by_role("link", name="Prepare an assembly").click()
    first = timezone.localtime() + timedelta(days=14)
    staff.get_by_label("Place").fill("The large hall")
    staff.get_by_label("First call").fill(f"{first:%Y-%m-%dT18:00}")
    staff.get_by_label("Second call").fill(f"{first:%Y-%m-%dT19:00}")
    staff.get_by_role("button", name="Save the draft").click()
    expect(staff.get_by_role("main")).to_contain_text("The second call is on another day")
    expect(staff.get_by_label("Place")).to_have_value("The large hall")
    look(staff)
    staff.get_by_label("Second call").fill(f"{first + timedelta(days=1):%Y-%m-%dT18:00}")
    staff.get_by_role("button", name="Save the draft").click()
    expect(staff.get_by_role("main")).to_contain_text("The agenda is empty")
    draft = staff.url.removesuffix("agenda/")
    for kind, proposal, title in (
        ("decision", "Mend the roof", ""),
        ("election", "Board for the coming years", ""),
        ("report", "", "The year so far"),
    ):
        staff.goto(f"{draft}agenda/new/")
        staff.get_by_label("Kind").select_option(kind)
        staff.get_by_label("Proposal").select_option(label=proposal or "none")
        staff.get_by_label("Title").fill(title)
        staff.get_by_role("button", name="Put it on the agenda").click()
        expect(staff.get_by_role("status")).to_contain_text("It is on the agenda")
    staff.goto(petition)
    staff.get_by_label("Assembly", exact=True).select_option(index=1)
    staff.get_by_role("button", name="This one answers the petition").click()
    expect(staff.get_by_role("main")).to_contain_text("In preparation")
    staff.goto(draft)


def send_notice(staff: Page) -> str:
    mail.outbox.clear()
    staff.get_by_role("link", name="Preview of the notice").click()
    expect(staff.get_by_role("main")).to_contain_text("It goes to 12 companies")
    look(staff)
    staff.get_by_role("button", name="Send the notice").click()
    expect(staff.get_by_role("main")).to_contain_text("6 of 12")
    return staff.url


def give_proxy(carla: Page, bruno: Page, meeting: str) -> None:
    carla.goto(f"{meeting}proxy/")
    carla.get_by_label("Who votes on your company’s behalf").select_option(label="Bruno")
    carla.get_by_label("Instructions").fill("Yes to the roof.")
    carla.get_by_role("button", name="Give the proxy").click()
    bruno.goto(carla.url)
    expect(bruno.get_by_role("main")).to_contain_text("Yes to the roof.")
    bruno.get_by_role("button", name="Accept").click()
    expect(bruno.get_by_role("status")).to_contain_text("Accepted")


def its_hour_comes(call: str) -> None:
    """An hour before it the worker sends the links to check in."""
    let_days_pass(call, away=timedelta(hours=1))
    send_check_in_links()
    let_days_pass(call, away=timedelta(minutes=-1))


def let_days_pass(call: str, *, away: timedelta) -> None:
    """Until a call is so far away: all moments of the assembly lie so much further back."""
    assembly = Assembly.objects.get()
    passed = getattr(assembly, call) - timezone.now() - away
    names = [name for name in MOMENTS if getattr(assembly, name)]
    Assembly.objects.update(**{name: F(name) - passed for name in names})


# --- While it is held -----------------------------------------------------------------------------------


def end_first_call(hers: Page, his: Page, meeting: str) -> None:
    """Two companies of twelve are there."""
    hers.goto(f"{meeting}desk/")
    hers.get_by_role("button", name="Open the assembly").click()
    check_in_at_desk(his, meeting, "Tipografia", "Segheria")
    hers.get_by_role("link", name="No quorum").click()
    hers.get_by_role("button", name="End the first call").click()
    expect(hers.get_by_role("status")).to_contain_text("Its minutes are drafted")


def check_in_at_desk(window: Page, meeting: str, *companies: str) -> None:
    window.goto(f"{meeting}desk/")
    for company in companies:
        button(window, "In", company).click()
        expect(button(window, "Out", company)).to_be_visible()


def check_in_by_mail(window: Page, user: User) -> None:
    """By the own link; looking at it changes nothing."""
    sent = [one.body for one in mail.outbox if user.email in one.to and "/in/" in one.body]
    (link,) = re.findall(r"\S+/in/\S+", sent[-1])
    window.goto(link)
    window.get_by_role("button", name="I am in the hall: check in").click()
    expect(window.get_by_role("main")).to_contain_text("in, in the hall")


def take_up(hers: Page, meeting: str, item: str) -> None:
    hers.goto(f"{meeting}desk/")
    button(hers, "Take up", item).click()


def vote_on_the_roof(hers: Page, his: Page, anna: Page, bruno: Page, meeting: str) -> None:
    """Anna and Bruno by phone, Bruno for Carla's company too; the others by hand, entered and confirmed."""
    item = "Mend the roof"
    take_up(hers, meeting, item)
    button(hers, "Open the vote", item).click()
    proposal = Proposal.objects.get(title=item).get_absolute_url()
    for window in (anna, bruno):
        window.goto(proposal)
        vote = window.locator("#vote")
        vote.get_by_label("Yes", exact=True).first.check()
        vote.get_by_role("button", name="Vote on behalf of").first.click()
        expect(vote).to_contain_text("votes yes")
    look(anna)
    proxy = bruno.locator("#proxies form").first
    proxy.get_by_label("Yes", exact=True).check()
    proxy.get_by_role("button").click()
    expect(bruno.get_by_role("status")).to_contain_text("Voted for Cucina")

    his.goto(f"{meeting}desk/")
    for company, answer in (("Tipografia", "No"), ("Segheria", "Yes")):
        his.get_by_role("group", name=company).get_by_label(answer, exact=True).check()
    his.get_by_role("button", name="Enter these hands").click()
    hers.goto(f"{meeting}desk/")
    look(hers)
    for box in hers.get_by_role("checkbox").all():
        box.check()
    hers.get_by_role("button", name="I have seen the same: confirm").click()
    expect(hers.get_by_role("main")).to_contain_text("5 of 5 have voted")
    hers.get_by_role("button", name="Close the vote").click()
    expect(hers.get_by_role("status")).to_contain_text("The votes are counted")


def elect_the_board(
    hers: Page, his: Page, anna: Page, bruno: Page, meeting: str, community: Community
) -> None:
    """Six stand for five seats; Anna and Bruno count. Five ballots, two of them by Bruno."""
    for name in ("Anna", "Bruno"):
        hers.goto(f"{meeting}scrutineers/")
        hers.get_by_label("Scrutineer").select_option(label=name)
        hers.get_by_role("button", name="Name", exact=True).click()
    hers.goto(f"{meeting}secret/2/")
    hers.get_by_label("The vote is about persons").first.check()
    hers.get_by_role("button", name="Vote in secret").click()
    codes = [take_key(window, meeting) for window in (anna, bruno)]
    item = str(community.board)
    take_up(hers, meeting, item)
    button(hers, "Open the vote", item).click()
    look(hers)

    chosen = [place.user.name for place in ballot_order(community)]
    trackers = [cast(window, meeting, chosen[:5]) for window in (hers, his, anna, bruno)]
    trackers.append(cast(bruno, meeting, chosen[:4]))
    hers.goto(f"{meeting}desk/")
    hers.locator("#now").get_by_role("button", name="Close the vote").click()

    open_urn(anna, meeting, codes[0])
    expect(anna.get_by_role("status")).to_contain_text("The urn opens with that of another scrutineer")
    open_urn(bruno, meeting, codes[1])
    bruno.wait_for_url("**/ballots/2/1/")
    table = bruno.get_by_role("main")
    expect(table).to_contain_text("Adopted")
    for tracker in trackers:
        expect(table).to_contain_text(tracker)
    hers.goto(bruno.url)
    look(hers)


def ballot_order(community: Community) -> list[Membership]:
    return [community.chair, community.secretary, community.carla, *community.others[:3]]


def take_key(window: Page, meeting: str) -> str:
    window.goto(f"{meeting}urn/")
    look(window)
    window.get_by_role("button", name="Show my code").click()
    code = window.locator("main code").first.inner_text()
    look(window)
    window.get_by_label("The code, from what you have written down").fill(code.lower())
    window.get_by_role("button", name="I have written it down").click()
    expect(window.get_by_role("status")).to_contain_text("Your key is ready")
    return code


def cast(window: Page, meeting: str, names: list[str]) -> str:
    """Fill in a ballot that is still to be cast, confirm it; its tracker."""
    window.goto(f"{meeting}ballot/")
    window.get_by_role("link", name="Fill in the ballot").first.click()
    for name in names:
        window.get_by_role("checkbox", name=name).check()
    window.get_by_label("Any words of your own").fill("blue bicycle 47")
    window.get_by_role("button", name="Continue").click()
    for name in names:
        expect(window.get_by_role("main")).to_contain_text(name)
    look(window)
    tracker = window.locator("main code").inner_text()
    window.get_by_role("button", name="Cast the ballot").click()
    expect(window.get_by_role("status")).to_contain_text("is recorded")
    return tracker


def open_urn(window: Page, meeting: str, code: str) -> None:
    window.goto(f"{meeting}urn/open/")
    window.get_by_label("Your code").fill("0000")
    window.get_by_role("button", name="Give the code").click()
    expect(window.get_by_role("main")).to_contain_text("is not right. Nothing was changed.")
    look(window)
    window.get_by_label("Your code").fill(code)
    window.get_by_role("button", name="Give the code").click()


# --- After it -------------------------------------------------------------------------------------------


def sign(hers: Page, his: Page, meeting: str, community: Community) -> None:
    hers.goto(f"{meeting}desk/")
    hers.get_by_role("link", name="Close the assembly").click()
    hers.get_by_role("button", name="Close the assembly").click()
    expect(hers.get_by_role("status")).to_contain_text("The assembly is closed")

    his.goto(f"{meeting}minutes/")
    look(his)
    his.get_by_role("link", name="Write what was said").click()
    his.get_by_label("1. Mend the roof").fill("Anna showed the **leaks**.")
    his.get_by_role("button", name="Save the draft").click()
    for window in (hers, his):
        window.goto(f"{meeting}minutes/")
        window.get_by_role("link", name="Read and sign").click()
        look(window)
        window.get_by_role("button", name="Sign the minutes").click()
        window.get_by_label("Password").fill(PASSWORD)
        window.get_by_role("button", name="Confirm").click()
    expect(his.get_by_role("status")).to_contain_text("Signed by both")


def read_minutes(window: Page, meeting: str, community: Community) -> None:
    """A member who was not there reads them, on the page and as a PDF, and finds the board in office."""
    window.goto(f"{meeting}minutes/")
    look(window)
    expect(window.get_by_role("main")).to_contain_text("Anna showed the leaks.")
    names = [place.user.name for place in ballot_order(community)[:5]]
    if has_pdf():
        with window.expect_download() as download:
            window.get_by_role("link", name="Minutes (PDF)").click()
        pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert [one for one in (*names, "Mend the roof", "Anna showed the leaks.") if one not in text] == []
    window.goto("/about/")
    for name in names:
        expect(window.get_by_role("main")).to_contain_text(name)
    directors = Office.objects.filter(kind="director", voided_at=None)
    assert sorted(one.user.name for one in directors) == sorted(names)


def button(window: Page, verb: str, name: str) -> Locator:
    """One of many alike: it says of what it is for those who do not see the row."""
    return window.get_by_role("button", name=re.compile(rf"^{verb}\b.*{name}"))


def look(window: Page) -> None:
    """It fits the window, and axe, which is a script, finds nothing in either scheme."""
    window.wait_for_load_state()
    if not window.evaluate("matchMedia('(scripting: enabled)').matches"):
        return
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        faults = [
            f"{fault['id']}: {node['html'][:160]}"
            for fault in Axe().run(window).response["violations"]
            for node in fault["nodes"]
        ]
        assert (window.url, scheme, faults) == (window.url, scheme, [])
    width = window.evaluate("document.documentElement.scrollWidth")
    assert (window.url, width) == (window.url, window.viewport_size["width"])
