"""axe objects to nothing, on any page of the portal and the back-office, in light and dark, narrow and wide.

Each page once, for the first role that may see it, and again for a role that sees another page there. With
AXE_EVERYTHING (`make axe`) every page for every role.
"""

import os
import re
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import WCAG
from tests.test_access import ACTIONS, MODELS, ROWS, client_of
from tests.world import (
    COORDINATOR,
    OUTSIDER,
    REPRESENTATIVE,
    ROLES,
    SUPERUSER,
    VISITOR,
    World,
    make_world,
    object_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
EVERYTHING = bool(os.environ.get("AXE_EVERYTHING"))
ROLES_SEEN = ROLES if EVERYTHING else (VISITOR, OUTSIDER, REPRESENTATIVE, COORDINATOR, SUPERUSER)
WIDTHS = (360, 1280)
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
STANDING_IN = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|<header.*?</header>', re.S
)
# Pages with a key in their address do once, for whoever holds it; a log-out ends the walk.
LEFT_OUT = {"account_logout", "admin:logout"}


def addresses(world: World) -> Iterator[str]:
    for row in ROWS:
        if row.name not in LEFT_OUT and 200 in row.get.values():
            yield row.url(world)
    for model in MODELS:
        pk = object_of(model, world)
        for action in ACTIONS:
            args = [] if action in ("changelist", "add") else [pk]
            yield reverse(f"admin:{model.replace('.', '_')}_{action}", args=args)


def body_of(world: World, role: str, path: str) -> str:
    """What this role reads there; empty where it is no page of theirs."""
    response = client_of(world, role).get(path)
    if response.status_code != 200 or "text/html" not in response["Content-Type"] or response.streaming:
        return ""
    return STANDING_IN.sub("", response.content.decode())


def pages_of(world: World, role: str) -> list[str]:
    """The pages that this role sees, less those that a role before it sees alike."""
    paths = dict.fromkeys(addresses(world))
    before = ROLES_SEEN[: ROLES_SEEN.index(role)]
    mine = {path: body_of(world, role, path) for path in paths}
    if EVERYTHING:
        return [path for path, body in mine.items() if body]
    return [
        path
        for path, body in mine.items()
        if body and not any(same(body, body_of(world, other, path)) for other in before)
    ]


def same(one: str, other: str) -> bool:
    """Without what stands on every page of a role: its menu, its name."""
    return bool(other) and main_of(one) == main_of(other)


def main_of(body: str) -> str:
    return body.partition("<main")[2].partition("</main>")[0]


def violations(page: Page) -> Iterator[tuple[str, str, str]]:
    """Rule, circumstances and element, of the page as it is loaded: axe is put into it once."""
    page.evaluate(Axe().axe_script)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for one in page.evaluate("(rules) => axe.run(rules)", RULES)["violations"]:
                for node in one["nodes"]:
                    yield one["id"], f"{width} {scheme}", node["html"][:120]


@pytest.mark.parametrize("role", ROLES_SEEN)
def test_axe_objects_to_nothing(role, page: Page, live_server, log_in):
    world = make_world()
    log_in(world.people[role])
    found: dict[str, set[str]] = {}

    for path in pages_of(world, role):
        page.goto(live_server.url + path)
        for rule, where, element in violations(page):
            found.setdefault(f"{path} {rule}", set()).add(f"{where} {element}")
            sys.stdout.write(f"{path} {rule} {where} {element}\n")  # at once, as `make axe` takes long
            sys.stdout.flush()

    assert found == {}
