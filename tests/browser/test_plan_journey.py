"""A coordinator sends in the plan of the mill, mends it, publishes it and sees it as visitors do."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from spaces.plans.models import FloorPlan
from tests.factories.spaces import AllocationFactory, BuildingFactory, FloorFactory, SpaceFactory
from tests.world import COORDINATOR, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INKSCAPE = (Path(__file__).parent.parent / "data" / "plans" / "inkscape.svg").read_bytes()
CODES = ["M01", "M02", "M03", "M04", "M05", "Y01", "Y02", "Y03"]


@pytest.fixture
def mill():
    """The floor of the drawing, with a company in its first unit."""
    floor = FloorFactory(building=BuildingFactory(name="Paper mill", slug="mill"), name="Workshops")
    units = {code: SpaceFactory(code=code, floor=floor) for code in CODES}
    AllocationFactory(unit=units["M01"], company__name="Carta Nuova")
    return floor


def test_a_plan_is_sent_in_mended_published_and_seen(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, mill
):
    world = make_world()
    log_in(world.people[COORDINATOR])
    send_in(page, f"{live_server.url}/admin/spaces/floor/{mill.pk}/change/", assert_accessible)
    mend(page, assert_accessible)
    publish(page, assert_accessible)
    log_in(None)
    read(page, f"{live_server.url}/spaces/buildings/mill/", assert_accessible, assert_fits_phone)
    assert sorted(FloorPlan.objects.get(floor=mill).shapes) == CODES

    log_in(world.people[COORDINATOR])
    divide(page, live_server.url)
    log_in(None)
    page.goto(f"{live_server.url}/spaces/M05/")
    expect(page.get_by_role("main")).to_contain_text("Divided into M05a, M05b")
    page.goto(f"{live_server.url}/spaces/buildings/mill/")
    expect(page.get_by_role("row", name="M05a")).to_contain_text("nobody")


def send_in(page: Page, floor: str, assert_accessible) -> None:
    """From the page of the floor. A drawing that cannot be read first, then one without the code M02."""
    page.goto(floor)
    page.get_by_role("link", name="Upload a drawing").click()
    choose(page, b"<svg")
    expect(
        page.get_by_text("This is not an SVG drawing, or it is damaged: it cannot be read.")
    ).to_be_visible()
    assert_accessible()
    choose(page, INKSCAPE.replace(b'id="M02"', b'id="rect77"'))


def choose(page: Page, drawing: bytes) -> None:
    file = {"name": "mill.svg", "mimeType": "image/svg+xml", "buffer": drawing}
    page.get_by_label("Drawing").set_input_files(file)
    page.get_by_role("button", name="Preview").click()


def mend(page: Page, assert_accessible) -> None:
    expect(page.get_by_text("Missing: M02.")).to_be_visible()
    expect(page.get_by_role("table", name="Unknown")).to_contain_text("rect77")
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.get_by_text("these have no shape: M02.")).to_be_visible()
    assert_accessible()
    page.get_by_label("M02").select_option("#2 rect77")
    page.get_by_role("button", name="Choose these shapes").click()
    expect(page.get_by_text("8 spaces have their shapes.")).to_be_visible()
    assert_accessible()


def divide(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/spaces/space/?q=M05")
    page.get_by_role("row", name="M05").get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option(label="Divide this unit")
    page.get_by_role("button", name="Go", exact=True).click()
    for place, code in enumerate(("M05a", "M05b")):
        page.get_by_label(f"Code of part {place + 1}").fill(code)
        page.get_by_label("m²").nth(place).fill("20,5")
    page.get_by_label("Reason, if").fill("A wall in the middle")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Divide it").click()
    expect(page.get_by_text("M05 becomes M05a, M05b")).to_be_visible()


def publish(page: Page, assert_accessible) -> None:
    page.get_by_label("Valid from").fill("2025-05-01")
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.get_by_text("The plan of Paper mill, Workshops is valid from 1 May 2025.")).to_be_visible()
    assert_accessible()


def read(page: Page, address: str, assert_accessible, assert_fits_phone) -> None:
    """As a visitor: today, in its layers, and on a day before."""
    page.goto(address)
    plan = page.get_by_role("group", name="Workshops: who works where")
    expect(plan.get_by_role("link")).to_have_count(len(CODES))
    expect(plan.get_by_role("link", name="M01: Carta Nuova, craft, 50 m²")).to_be_visible()
    expect(plan.get_by_role("link", name="M02: free, 50 m²")).to_be_visible()
    for layer in ("Field of activity", "What is free", "Condition"):
        page.get_by_role("navigation", name="What the plan shows").get_by_role("link", name=layer).click()
        shown = page.get_by_role("navigation", name="What the plan shows").get_by_role("link", name=layer)
        expect(shown).to_have_attribute("aria-current", "true")
        assert_accessible()
        assert_fits_phone()
    page.get_by_label("The building as of").fill("2025-04-30")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("There is no plan of this floor for 30 April 2025.")).to_be_visible()
    expect(page.get_by_role("link", name="Condition")).to_have_attribute("aria-current", "true")
    assert_accessible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("group", name="Workshops: condition")).to_be_visible()
