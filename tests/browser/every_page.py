"""Pages of portal and back-office: axe finds nothing, none scrolls sideways, drawings are legible.

Each page is loaded once for the first role that may see it, and again for a role that sees another page
there; then it is narrowed and widened, in light and in dark. All that people wrote is words without a break.
With AXE_EVERYTHING (`make axe`) every page for every role. Not collected with the other tests yet.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from members.companies.models import Company
from tests.browser.addresses import addresses
from tests.browser.conftest import WCAG
from tests.browser.long_words import LONG_WORD, fill_with_long_words
from tests.test_access import client_of
from tests.world import (
    COORDINATOR,
    OUTSIDER,
    REPRESENTATIVE,
    ROLES,
    SUPERUSER,
    VISITOR,
    World,
    make_world,
)

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
EVERYTHING = bool(os.environ.get("AXE_EVERYTHING"))
ROLES_SEEN = ROLES if EVERYTHING else (VISITOR, OUTSIDER, REPRESENTATIVE, COORDINATOR, SUPERUSER)
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
WIDTHS = (360, 1280)
ALL_WIDTHS = (320, 360, 768, 1024, 1280, 1920)
STANDING_IN = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|<header.*?</header>', re.S
)
MEASURE_DRAWINGS = (Path(__file__).parent / "measure_drawings.js").read_text()
MEASURE_FOCUS = (Path(__file__).parent / "measure_focus.js").read_text()
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = "[...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill)"


def body_of(world: World, role: str, path: str) -> str:
    """What this role reads there; empty where it is no page of theirs."""
    response = client_of(world, role).get(path)
    if response.status_code != 200 or "text/html" not in response["Content-Type"] or response.streaming:
        return ""
    return STANDING_IN.sub("", response.content.decode())


def pages_of(world: World, role: str) -> dict[str, str]:
    """The pages that this role sees, by address; less those that a role before it sees alike."""
    before = () if EVERYTHING else ROLES_SEEN[: ROLES_SEEN.index(role)]
    found = {}
    for path in dict.fromkeys(addresses(world)):
        body = body_of(world, role, path)
        if body and not any(same(body, body_of(world, other, path)) for other in before):
            found[path] = body
    return found


def same(one: str, other: str) -> bool:
    """Without what stands on every page of a role: its menu, its name."""
    return bool(other) and main_of(one) == main_of(other)


def main_of(body: str) -> str:
    return body.partition("<main")[2].partition("</main>")[0]


def violations(page: Page) -> Iterator[str]:
    """What axe has against the page as it is loaded; it is put into it once."""
    page.evaluate(Axe().axe_script)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for one in page.evaluate("(rules) => axe.run(rules)", RULES)["violations"]:
                for node in one["nodes"]:
                    yield f"{one['id']}, {width} px, {scheme}: {node['html'][:120]}"


def overhangs(page: Page) -> Iterator[str]:
    for width in ALL_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if overhang := page.evaluate(OVERHANG):
            yield f"{overhang} px too wide at {width} px"


def faults_of_drawings(page: Page) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"{fault}, at {width} px" for fault in page.evaluate(MEASURE_DRAWINGS))
    yield from page.evaluate(MEASURE_FOCUS)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(COLOURS)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(COLOURS)
    yield from (f"{one} in light and dark" for one, other in zip(light, dark, strict=True) if one == other)


def faults_of(page: Page, path: str, body: str) -> Iterator[str]:
    yield from violations(page)
    if not path.startswith("/admin/"):  # where tables scroll in a frame of their own
        yield from overhangs(page)
    if "<svg" in body:
        yield from faults_of_drawings(page)


@pytest.mark.parametrize("role", ROLES_SEEN)
def test_every_page_is_accessible_fits_its_screen_and_has_legible_drawings(
    role, page: Page, live_server, log_in
):
    world = make_world()
    fill_with_long_words()
    Company.objects.filter(pk=world.company.pk).update(name=LONG_WORD[:120])
    log_in(world.people[role])
    found: dict[str, list[str]] = {}

    for path, body in pages_of(world, role).items():
        page.goto(live_server.url + path)
        if faults := list(faults_of(page, path, body)):
            found[path] = faults
            sys.stdout.write(f"{path}\n  " + "\n  ".join(faults) + "\n")  # at once: `make axe` takes long
            sys.stdout.flush()

    assert found == {}
