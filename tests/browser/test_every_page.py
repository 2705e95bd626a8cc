"""Every page of portal and back office: axe finds nothing, none scrolls sideways, drawings are legible.

A page is loaded once, then narrowed and widened, in light and in dark. It is loaded again for another role
only where that one sees an element there that the roles before it do not. All that people wrote is words
without a break. With AXE_EVERYTHING (`make axe`) every page for every role, at more widths.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from members.companies.models import Company
from tests.browser.addresses import back_office_addresses, portal_addresses
from tests.browser.conftest import violations
from tests.browser.long_words import LONG_WORD, fill_with_long_words
from tests.world import (
    COORDINATOR,
    OUTSIDER,
    REPRESENTATIVE,
    ROLES,
    STAFF,
    SUPERUSER,
    VISITOR,
    World,
    client_of,
    make_world,
)

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
EVERYTHING = bool(os.environ.get("AXE_EVERYTHING"))
# Those who see most come first: few elements are left that others alone see.
OF_PORTAL = ROLES if EVERYTHING else (REPRESENTATIVE, COORDINATOR, OUTSIDER, VISITOR)
OF_BACK_OFFICE = STAFF if EVERYTHING else (SUPERUSER, COORDINATOR)
PARTS = 6  # several processes share the longest tests of all
HOME = "/"  # for each role, with its menu

WIDTHS = (360, 1280)
ALL_WIDTHS = (320, 360, 768, 1024, 1280, 1920) if EVERYTHING else (360,)
TAG = re.compile(r"<(\w[\w-]*)([^>]*)>")
STANDING = re.compile(r'\b(class|type|role)="([^"]*)"')
MEASURE_DRAWINGS = (Path(__file__).parent / "measure_drawings.js").read_text()
MEASURE_FOCUS = (Path(__file__).parent / "measure_focus.js").read_text()
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = "[...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill)"


def page_of(world: World, role: str, path: str) -> str:
    """What this role reads there; empty where it is no page of theirs, or a part of one."""
    response = client_of(world, role).get(path)
    is_page = response.status_code == 200 and "text/html" in response["Content-Type"]
    html = response.content.decode() if is_page and not response.streaming else ""
    return html if html.lstrip().lower().startswith("<!doctype html") else ""


def elements_of(html: str) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """Kinds of elements in the main part: their tag with class, type and role."""
    main = html.partition("<main")[2] or html
    return {(tag, tuple(sorted(STANDING.findall(rest)))) for tag, rest in TAG.findall(main)}


def pages_of(world: World, role: str, paths: list[str], seen: dict[str, set]) -> Iterator[tuple[str, str]]:
    """The pages that this role sees, with their address; less those with nothing that was not seen."""
    for path in paths:
        if html := page_of(world, role, path):
            new = elements_of(html) - seen.get(path, set())
            seen[path] = seen.get(path, set()) | new
            if new or path == HOME or EVERYTHING:
                yield path, html


def violations_at_every_width(page: Page) -> Iterator[str]:
    page.emulate_media(reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"{fault}, at {width} px" for fault in violations(page))


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


def faults_of(page: Page, path: str, html: str) -> Iterator[str]:
    yield from violations_at_every_width(page)
    if not path.startswith("/admin/"):  # where tables scroll in a frame of their own
        yield from overhangs(page)
    if "<svg" in html:
        yield from faults_of_drawings(page)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(
    ("roles", "addresses"),
    [(OF_PORTAL, portal_addresses), (OF_BACK_OFFICE, back_office_addresses)],
    ids=["portal", "back office"],
)
def test_every_page_is_accessible_fits_its_screen_and_has_legible_drawings(
    roles, addresses, part, page: Page, live_server, log_in
):
    world = make_world()
    fill_with_long_words()
    Company.objects.filter(pk=world.company.pk).update(name=LONG_WORD[:120])
    paths = list(dict.fromkeys(addresses(world)))[part::PARTS]
    found: dict[str, list[str]] = {}
    seen: dict[str, set] = {}

    for role in roles:
        log_in(world.people[role])
        for path, html in pages_of(world, role, paths, seen):
            page.goto(live_server.url + path)
            if faults := list(faults_of(page, path, html)):
                found[f"{path} ({role})"] = faults
                # At once: with everything it takes long.
                sys.stdout.write(f"{path} ({role})\n  " + "\n  ".join(faults) + "\n")
                sys.stdout.flush()

    assert found == {}
