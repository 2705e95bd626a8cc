"""From an institution written down by a coordinator to a note of a member, and the agreement ended."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.institutions.agreement_models import Agreement
from events.institutions.models import Institution
from tests.factories.events import EventFactory
from tests.factories.institutions import AgreementFactory, EventPartnerFactory, InstitutionFactory
from tests.factories.members import MembershipFactory, MultifactoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_agreement_is_written_read_noted_on_and_ended(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, coordinator, tmp_path
):
    MultifactoryFactory(name="R84 Multifactory")
    school = InstitutionFactory(name="School of Crafts", slug="school-of-crafts")
    EventPartnerFactory(institution=school, event=EventFactory(title="Open day", slug="open-day"))
    paper = tmp_path / "agreement.pdf"
    paper.write_bytes(b"%PDF-1.7 text")

    log_in(coordinator)
    page.goto(f"{live_server.url}/admin/events/agreement/add/?institution={school.pk}")
    page.get_by_label("Title").fill("Four weeks at the bench")
    page.get_by_label("In force from").fill((timezone.localdate() - timedelta(days=3)).isoformat())
    page.get_by_label("Document").set_input_files(paper)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()

    log_in(None)
    page.goto(f"{live_server.url}/events/open-day/")
    page.get_by_role("link", name="School of Crafts").click()
    expect(page.get_by_role("heading", name="Four weeks at the bench")).to_be_visible()
    expect(page.get_by_role("link", name="Read the agreement")).to_have_count(0)
    assert_accessible()
    assert_fits_phone()

    log_in(MembershipFactory(company__name="Legno Vivo").user)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Read the agreement").click()
    assert download.value.suggested_filename == "Four weeks at the bench.pdf"
    page.get_by_role("link", name="All notes, write one").click()
    page.get_by_label("What was discussed").fill("They come on Mondays.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_role("listitem").filter(has_text="They come on Mondays.")).to_contain_text(
        "Legno Vivo"
    )
    assert_accessible()
    assert_fits_phone()

    log_in(coordinator)
    page.goto(f"{live_server.url}/admin/events/agreement/{Agreement.objects.get().pk}/change/")
    page.get_by_role("button", name="End this agreement").click()
    page.get_by_label("No longer in force from").fill(timezone.localdate().isoformat())
    page.get_by_label("Reason").fill("The school moves.")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("is no longer in force from")).to_be_visible()
    log_in(None)
    page.goto(f"{live_server.url}/institutions/")
    expect(page.get_by_text("Four weeks at the bench")).to_have_count(0)
    assert_accessible()
    assert Institution.objects.count() == 1


def test_the_list_of_a_coordinator_leads_to_new_entries(page: Page, live_server, log_in, coordinator):
    MultifactoryFactory(name="R84 Multifactory")
    AgreementFactory()
    log_in(coordinator)
    page.goto(f"{live_server.url}/institutions/")
    page.get_by_role("link", name="Add an institution").click()
    expect(page.get_by_label("Website")).to_be_visible()
