"""A real Chromium on a real server, for people of every role."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Playwright

from members.people.models import User
from tests.conftest import CHROMIUM, ON_POSTGRES

# Playwright's driver keeps an event loop in this thread, and Django refuses its ORM wherever one runs, though
# nothing here is asynchronous: fixtures and assertions query from the same thread, one after the other.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session", autouse=True)
def _closed_beside_the_loop(playwright: Playwright) -> Iterator[None]:
    """While a loop runs, Django hands out another connection."""
    yield
    connections.close_all()


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the other scheme nothing changes but colours.
COLOURS_ALONE = ["color-contrast", "link-in-text-block"]
RULES_OF = {
    "light": {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]},
    "dark": {"runOnly": {"type": "rule", "values": COLOURS_ALONE}, "resultTypes": ["violations"]},
}
ARRIVED = "Promise.allSettled(document.getAnimations().map((one) => one.finished))"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium: Playwright's own is not downloaded."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "viewport": {"width": 1280, "height": 800},
        "locale": "en-GB",
        "timezone_id": settings.TIME_ZONE,
    }


def is_fault(message: ConsoleMessage) -> bool:
    """An error of the portal. What has no address comes from axe, which is put into the page from outside."""
    return message.type == "error" and bool(message.location["url"])


def said(message: ConsoleMessage) -> str:
    return f"{message.text} {message.location['url']}"


@pytest.fixture
def page(page: Page, live_server) -> Page:
    """A page whose addresses begin at the portal; a script error or a refused resource fails the test."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(said(message)) if is_fault(message) else None)
    page.context.set_default_timeout(15_000)
    yield page
    assert faults == []


@pytest.fixture
def log_in(page: Page, live_server) -> Callable[[User | None], None]:
    """Become this person; None is a visitor again. The log-in page has a journey of its own."""

    def become(user: User | None) -> None:
        page.context.clear_cookies()
        if user is not None:
            client = Client()
            client.force_login(user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
            )

    return become


def violations(page: Page) -> Iterator[str]:
    """What axe has against the page as it stands, in light and in dark; it is put into it once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    for scheme, rules in RULES_OF.items():
        page.emulate_media(color_scheme=scheme)
        # Colours that fade from one scheme to the other are judged when they have arrived.
        page.evaluate(ARRIVED)
        for one in page.evaluate("(rules) => axe.run(rules)", rules | {"preload": False})["violations"]:
            for node in one["nodes"]:
                yield f"{one['id']}, {scheme}: {node['html'][:160]}"


@pytest.fixture
def assert_accessible(page: Page) -> Callable[..., None]:
    """axe objects to nothing on the page as it is, in light and in dark.

    It is asked in the run on SQLite alone: what it sees no database changes.
    """

    def check() -> None:
        # A click returns once the next page has begun to arrive: until then it has no element at all.
        page.wait_for_load_state()
        if not ON_POSTGRES:
            assert list(violations(page)) == [], page.url
            page.emulate_media(color_scheme="light")

    return check


@pytest.fixture
def assert_fits_phone(page: Page) -> Callable[[], None]:
    """The page as it stands needs no sideways scrolling at 360 px."""

    def check() -> None:
        page.wait_for_load_state()
        wide = page.viewport_size
        page.set_viewport_size({"width": 360, "height": 740})
        overhang = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        page.set_viewport_size(wide)
        assert overhang == 0, page.url

    return check
