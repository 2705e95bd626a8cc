"""The public pages in a real browser: nothing to object to, nothing refused, nothing sideways."""

import pytest
from playwright.sync_api import Page

from members.companies.models import Company
from tests.browser.long_words import LONG_WORD, fill_with_long_words
from tests.world import COORDINATOR, REPRESENTATIVE, World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = [
    "/",
    "/about/",
    "/about/principles/",
    "/companies/",
    "/companies/?q=nobody-at-all",
    "/companies/?vocation=craft&stage=design&open=visits",
    "/spaces/companies/?vocation=craft",
    "/companies/ferri/",
    "/companies/former/",
    "/spaces/",
    "/spaces/vacant/",
    "/spaces/occupancy/",
    "/join/",
    "/join/new/",
    "/spaces/HALL/",
    "/spaces/find/?offers=water&people=3",
    "/spaces/renewal/",
    "/spaces/renewal/the-roof/",
    "/events/",
    "/events/open-day/",
    "/events/open-day/register/",
    "/resolutions/",
    "/account/login/",
    "/account/password/reset/",
    "/account/signup/",
]
MEMBERS = [
    "/dashboard/",
    "/decisions/",
    "/decisions/new/",
    "/applications/",
    "/applications/1/",
    "/decisions/1/",
    "/assemblies/1/rsvp/",
    "/assemblies/1/proxy/",
    "/assemblies/1/proxies/1/",
    "/decisions/2/",
    "/decisions/2/candidates/1/",
    "/decisions/new/?effect=election",
    "/assemblies/petitions/",
    "/assemblies/petitions/new/",
    "/assemblies/petitions/1/",
    "/minutes/1/",
    "/minutes/1/print/",
    "/minutes/2/",
    "/minutes/2/sign/",
    "/bookings/",
    "/bookings/new/",
    "/spaces/HALL/calendar/",
    "/bookings/week/",
    "/bookings/day/",
    "/bookings/use/",
    "/companies/ferri/edit/",
    "/companies/ferri/edit/changes/",
    "/companies/ferri/products/",
    "/companies/ferri/products/new/",
    "/companies/ferri/machines/",
    "/companies/ferri/machines/new/",
    "/companies/ferri/photos/",
    "/companies/ferri/photos/new/",
    "/companies/ferri/logo/",
    "/companies/ferri/links/",
    "/companies/ferri/links/new/",
    "/companies/ferri/people/",
    "/companies/ferri/invitations/new/",
    "/account/profile/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/email/",
    "/account/my-data/",
    "/account/my-data/erasure/",
]
BACK_OFFICE = [
    "/admin/",
    "/admin/members/company/",
    "/admin/members/company/add/",
    "/admin/members/company/import/",
    "/admin/members/company/export/",
    "/admin/members/changerequest/",
    "/admin/spaces/allocation/",
    "/admin/spaces/floorplan/",
    "/admin/spaces/plandraft/",
    "/admin/spaces/plandraft/add/",
    "/admin/spaces/allocation/import/",
    "/admin/spaces/space/",
    "/admin/spaces/unitrequest/",
    "/admin/spaces/unitrequest/add/",
    "/admin/spaces/offer/",
    "/admin/spaces/renewal/",
]
DJANGO_ADMIN: tuple[
    str, ...
] = ()  # `static/js/admin.js` names what Django's choosers and tables leave unnamed


def _path_in(world: World, path: str) -> str:
    """Rows have higher numbers once other tests have run."""
    if path.startswith("/minutes/"):
        minutes = world.minutes if path.startswith("/minutes/1/") else world.minutes_draft
        return minutes.address("_".join(["minutes", *path.split("/")[3:-1]]))
    of_rows = {
        "/decisions/1/": world.voted,
        "/decisions/2/": world.candidacy.proposal,
        "/decisions/2/candidates/1/": world.candidacy,
        "/assemblies/petitions/1/": world.petition,
        "/applications/1/": world.application,
        "/assemblies/1/proxies/1/": world.proxy,
    }
    if path in of_rows:
        return of_rows[path].get_absolute_url()
    return path.replace("/assemblies/1/", f"/assemblies/{world.assembly.reference}/")


@pytest.mark.parametrize(
    ("role", "paths"),
    [(None, PUBLIC), (REPRESENTATIVE, MEMBERS), (COORDINATOR, BACK_OFFICE)],
    ids=["visitor", "member", "coordinator"],
)
def test_pages_are_accessible_and_fit_a_phone(
    role, paths, page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    world = make_world()
    log_in(world.people[role] if role else None)

    for path in paths:
        response = page.goto(live_server.url + _path_in(world, path))
        assert response.status == 200, path
        assert_accessible(but=DJANGO_ADMIN if role == COORDINATOR else ())
        if role != COORDINATOR:  # the tables of Django's admin scroll in their own frame
            assert_fits_phone()


@pytest.mark.parametrize(("role", "paths"), [("", PUBLIC), (REPRESENTATIVE, MEMBERS)])
def test_an_unbroken_word_of_150_letters_makes_no_page_scroll_sideways(
    role, paths, page: Page, live_server, log_in, assert_fits_phone
):
    world = make_world()
    fill_with_long_words()
    Company.objects.filter(pk=world.company.pk).update(name=LONG_WORD[:120])
    log_in(world.people[role] if role else None)

    for path in paths:
        response = page.goto(live_server.url + _path_in(world, path))
        assert response.status == 200, path
        assert_fits_phone()


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
