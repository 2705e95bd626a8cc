"""Single things of the public pages that only a real browser shows; `test_every_page` looks at them all."""

import pytest
from playwright.sync_api import Page

from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_unknown_address_gets_a_page_of_the_portal(page: Page, live_server):
    make_world()

    response = page.request.get(live_server.url + "/nowhere/")

    assert response.status == 404
    assert "<main" in response.text()


def test_before_and_after_are_compared_with_the_keyboard(page: Page, live_server):
    make_world()
    page.goto(live_server.url + "/spaces/renewal/the-roof/")
    slider = page.get_by_role("slider", name="How much of the earlier picture is shown")
    slider.focus()

    said = [slider.get_attribute("aria-valuetext")]
    for key in ("ArrowRight", "Home", "End"):
        page.keyboard.press(key)
        said.append(slider.get_attribute("aria-valuetext"))

    assert said == ["50 percent before", "51 percent before", "0 percent before", "100 percent before"]
