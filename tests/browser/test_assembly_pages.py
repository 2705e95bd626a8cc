"""The desk and the board of an assembly in a real browser: on a phone, in both schemes, as time goes on."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from governance.voting.votes import cast_vote
from tests.factories.assemblies import entries_of, representative_of
from tests.world import REPRESENTATIVE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(name, assembly):
    return reverse(f"governance:{name}", args=[assembly.year, assembly.number])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_and_board_are_accessible_and_fit_a_phone(
    scheme, page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    log_in(world.people[REPRESENTATIVE])
    page.emulate_media(color_scheme=scheme)

    for name in ("assembly_desk", "assembly_board"):
        response = page.goto(live_server.url + address(name, world.assembly_held))
        assert response.status == 200, name
        assert_accessible()
        assert_fits_phone()


def test_the_board_shows_a_vote_without_being_loaded_again(page: Page, live_server, log_in):
    world = make_world()
    log_in(world.people[REPRESENTATIVE])
    page.goto(live_server.url + address("assembly_board", world.assembly_held))
    expect(page.locator(".count")).to_contain_text("0")

    entry = entries_of(world.assembly_held)[0]
    answer = {"choice": "yes"}
    cast_vote(world.vote_in_hall, company=entry.company, answer=answer, by=representative_of(entry))

    expect(page.locator(".count")).to_contain_text("1", timeout=10_000)
