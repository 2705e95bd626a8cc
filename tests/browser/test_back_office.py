"""What coordinators do in the back-office, with the pages looked at on the way."""

import pytest
from playwright.sync_api import Page, expect

from events.programme.models import Event
from members.changes.models import ChangeRequest
from members.companies.models import Company
from tests.factories.events import RegistrationFactory
from tests.world import COORDINATOR, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = "name,line,field,vocation,joined_on\nLegno Vivo,Joinery,{field},craft,31/01/2024\n"


def test_companies_come_in_from_a_file(page: Page, live_server, log_in, assert_accessible):
    world = make_world()
    log_in(world.people[COORDINATOR])

    def choose(text: str) -> None:
        file = {"name": "companies.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Preview").click()

    page.goto(f"{live_server.url}/admin/members/company/")
    page.get_by_role("link", name="Import", exact=True).click()
    choose(ROWS.format(field="carpets"))
    expect(page.get_by_role("table", name="Errors")).to_contain_text("“carpets” is not known")
    assert_accessible()

    choose(ROWS.format(field=world.company.field.code))
    expect(page.get_by_role("table", name="What changes")).to_contain_text("Legno Vivo")
    assert_accessible()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("1 company added.")).to_be_visible()

    company = Company.objects.get(name="Legno Vivo")
    page.goto(f"{live_server.url}/admin/members/company/{company.pk}/history/")
    expect(page.get_by_role("table", name="Edits")).to_contain_text(str(world.people[COORDINATOR]))
    assert_accessible()


@pytest.mark.parametrize("width", [360, 1280])
def test_fields_that_must_be_filled_in_are_marked(page: Page, live_server, log_in, width):
    """The star that the page speaks of was not seen: a rule of Django emptied what follows its labels."""
    log_in(make_world().people[COORDINATOR])
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("members/company/add/", "events/event/add/", "spaces/space/add/"):
        page.goto(f"{live_server.url}/admin/{path}")
        marks = page.locator("form label.required:visible").evaluate_all(
            "(labels) => labels.map((one) => getComputedStyle(one, '::after').content)"
        )
        assert len(marks) > 2
        assert {mark.partition("/")[0].strip() for mark in marks} == {'" *"'}


def test_a_request_is_accepted_from_the_first_page(page: Page, live_server, log_in, assert_accessible):
    world = make_world()
    log_in(world.people[COORDINATOR])
    change = ChangeRequest.objects.create(company=world.company, name="Ferri Nuovi")

    page.goto(f"{live_server.url}/admin/")
    page.locator(".queue").get_by_role("link", name=str(world.company), exact=True).click()
    expect(page.get_by_role("button", name="Refuse…")).to_be_visible()
    assert_accessible()
    page.get_by_role("button", name="Accept…").click()
    expect(page.get_by_role("table", name="What changes")).to_contain_text("Ferri Nuovi")
    assert_accessible()
    page.get_by_role("button", name="Accept the request").click()

    expect(page.get_by_text("Request accepted")).to_be_visible()
    change.refresh_from_db()
    assert change.state == "accepted"


def test_two_events_are_cancelled_after_a_question(page: Page, live_server, log_in, assert_accessible):
    world = make_world()
    log_in(world.people[COORDINATOR])
    events = [RegistrationFactory(event__title=title).event for title in ("Open day", "Concert")]

    page.goto(f"{live_server.url}/admin/events/event/")
    for event in events:
        page.locator(f"input[name=_selected_action][value='{event.pk}']").check()
    page.locator("select[name=action]").select_option("cancel")
    page.locator(".actions button[type=submit]").click()
    for event in events:
        expect(page.get_by_text(f"{event}: 1 person is registered")).to_be_visible()
    assert_accessible()
    page.get_by_label("Reason").fill("The roof leaks.")
    page.get_by_role("button", name="Show what changes").click()
    assert_accessible()
    page.get_by_role("button", name="Yes, cancel and tell them").click()

    expect(page.get_by_text("Cancelled. 2 people will be notified by e-mail.")).to_be_visible()
    assert {Event.objects.get(pk=event.pk).state for event in events} == {"cancelled"}
