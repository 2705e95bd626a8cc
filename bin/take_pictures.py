"""The pictures of the README: `make demo` shows the sample R84, `make pictures` beside it takes them anew."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "multifactory"  # of every log-in that the sample prints
MEMBER, COORDINATOR = "anna@example.org", "coordinator@example.org"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
QUALITY = 80


class Shot(NamedTuple):
    name: str
    address: str
    who: str = ""  # nobody is logged in
    on: str = ""  # the link of that page which leads to what is shown
    screen: dict[str, int] = WIDE
    scheme: str = "light"


SHOTS = (
    Shot("home", "/"),
    Shot("directory", "/companies/"),
    Shot("company", "/companies/bottega-lanari/"),
    Shot("building", "/spaces/buildings/villa-27/"),
    Shot("event", "/events/", on="main h2 a, main h3 a", screen=PHONE),
    Shot("today", "/dashboard/", MEMBER),
    Shot("decision", "/dashboard/", MEMBER, on='main a[href*="/decisions/"]', scheme="dark"),
    Shot("week", "/bookings/week/", MEMBER),
    Shot("costs", "/costs/", MEMBER),
    Shot("back-office", "/admin/", COORDINATOR),
)


@contextmanager
def opened(browser: Browser, site: str, shot: Shot) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, viewport=shot.screen, color_scheme=shot.scheme, locale="en", reduced_motion="reduce"
    )
    page = context.new_page()
    if shot.who:
        page.goto("/account/login/")
        page.get_by_label("E-mail").first.fill(shot.who)
        page.get_by_label("Password").first.fill(PASSWORD)
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)
    yield page
    context.close()


def take(page: Page, shot: Shot) -> None:
    page.goto(shot.address)
    if shot.on:
        page.locator(shot.on).first.click()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    path = FOLDER / f"{shot.name}.webp"
    Image.open(BytesIO(page.screenshot())).convert("RGB").save(path, quality=QUALITY, method=6)
    print(f"{path.name}: {path.stat().st_size // 1000} kB of {page.url}")


def main(site: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            with opened(browser, site, shot) as page:
                take(page, shot)


if __name__ == "__main__":
    main(f"http://127.0.0.1:{sys.argv[1]}")
