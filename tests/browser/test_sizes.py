"""Every page of the portal, at every width: nothing sideways, and drawings that can be read and touched.

Each page is loaded once for each role that sees another one there, and then narrowed and widened. All that
people wrote is words without a break: pages must stand them, and drawings too.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from members.companies.models import Company
from tests.browser.axe_pages import addresses, body_of, same
from tests.browser.long_words import LONG_WORD, fill_with_long_words
from tests.world import COORDINATOR, REPRESENTATIVE, VISITOR, World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 360, 768, 1024, 1280, 1920)
DRAWN_WIDTHS = (360, 1280)
MEASURE_DRAWINGS = (Path(__file__).parent / "measure_drawings.js").read_text()
MEASURE_FOCUS = (Path(__file__).parent / "measure_focus.js").read_text()
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = "[...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill)"
ROLES = (VISITOR, REPRESENTATIVE, COORDINATOR)


def pages_of(world: World, role: str) -> dict[str, str]:
    """The pages of the portal that this role sees, by address; less those that one before it sees alike."""
    found = {}
    for path in dict.fromkeys(addresses(world)):
        body = "" if path.startswith("/admin/") else body_of(world, role, path)
        before = ROLES[: ROLES.index(role)]
        if body and not any(same(body, body_of(world, other, path)) for other in before):
            found[path] = body
    return found


def overhangs(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if overhang := page.evaluate(OVERHANG):
            found.append(f"{width} px: {overhang} px too wide")
    return found


def faults_of_drawings(page: Page) -> list[str]:
    found = []
    for width in DRAWN_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {fault}" for fault in page.evaluate(MEASURE_DRAWINGS)]
    found += page.evaluate(MEASURE_FOCUS)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(COLOURS)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(COLOURS)
    page.emulate_media(color_scheme="light")
    return found + [
        f"{one} in light and dark" for one, other in zip(light, dark, strict=True) if one == other
    ]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_scrolls_sideways_and_drawings_can_be_read_and_touched(role, page: Page, live_server, log_in):
    world = make_world()
    fill_with_long_words()
    Company.objects.filter(pk=world.company.pk).update(name=LONG_WORD[:120])
    log_in(world.people[role])
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}

    for path, body in pages_of(world, role).items():
        page.goto(live_server.url + path)
        faults = overhangs(page) + (faults_of_drawings(page) if "<text" in body or "<svg" in body else [])
        if faults:
            found[path] = faults

    assert found == {}
