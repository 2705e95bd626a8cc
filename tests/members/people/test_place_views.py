"""The company answers what coordinators change in who represents it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from members.people.invitations import place_change_path
from members.people.models import Membership
from tests.factories.members import MembershipFactory, PlaceChangeFactory
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db
REPRESENTATIVE = Membership.Role.REPRESENTATIVE


@pytest.fixture
def change(company, representative, coordinator):
    return PlaceChangeFactory(membership__company=company, made_by=coordinator)


def test_the_people_and_the_dashboard_name_who_waits(client_of, company, representative, change):
    browser = client_of(representative)
    for address in (url("people_list", company.slug), "/dashboard/"):
        page = browser.get(address).content.decode()
        assert f"<b>{change.membership.user}</b>: made a representative" in page
        assert url("place_change_confirm", company.slug, change.pk) in page
        assert url("place_change_object", company.slug, change.pk) in page


def test_a_collaborator_reads_it_and_does_not_answer(client_of, company, collaborator, change):
    browser = client_of(collaborator)
    page = browser.get(url("people_list", company.slug)).content.decode()
    assert "made a representative" in page
    assert url("place_change_confirm", company.slug, change.pk) not in page
    response = browser.post(url("place_change_confirm", company.slug, change.pk), follow=True)
    assert messages_of(response) == ["Only another representative of the company can confirm this."]
    assert browser.post(url("place_change_object", company.slug, change.pk)).status_code == 403


def test_a_representative_confirms_on_the_page(client_of, company, representative, change):
    response = client_of(representative).post(
        url("place_change_confirm", company.slug, change.pk), follow=True
    )
    assert messages_of(response) == [f"Confirmed: {change}."]
    assert Membership.objects.get(pk=change.membership_id).is_representative


def test_a_representative_objects_on_the_page(client_of, company, representative, change):
    response = client_of(representative).post(
        url("place_change_object", company.slug, change.pk), follow=True
    )
    assert messages_of(response) == [
        "Your objection has been recorded, and the coordinator will be notified."
    ]
    assert list(company.memberships.current()) == [representative.memberships.get()]


def test_the_link_in_the_mail_shows_and_only_its_button_objects(client_of, company, change):
    address, visitor = place_change_path(change), client_of(None)
    page = visitor.get(address).content.decode()
    assert str(change.membership.user) in page
    assert company.memberships.current().count() == 2
    response = visitor.post(address, follow=True)
    assert messages_of(response) == [
        "Your objection has been recorded, and the coordinator will be notified."
    ]
    assert company.memberships.current().count() == 1
    change.refresh_from_db()
    assert (change.state, change.answered_by) == ("refused", None)


def test_the_link_does_nothing_once_it_is_answered_or_late(client_of, company, change):
    address, visitor = place_change_path(change), client_of(None)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert "in force after seven days" in visitor.get(address).content.decode().lower()
        response = visitor.post(address, follow=True)
    assert messages_of(response) == [
        "This no longer needs an answer: in force after seven days without an objection."
    ]
    assert company.memberships.current().count() == 2


def test_a_link_we_did_not_sign_is_not_found(client_of, change):
    assert client_of(None).get(url("place_change", "MQ:x")).status_code == 404


def test_a_waiting_person_acts_as_collaborator(client_of, company, change):
    page = client_of(change.membership.user).get("/dashboard/").content.decode()
    assert f"You represent {company.name} here, as its collaborator." in page


def test_the_last_representative_agrees_on_the_page(client_of, company, representative, coordinator):
    place = representative.memberships.get()
    change = PlaceChangeFactory(membership=place, kind="ended", reason="Nobody answers", made_by=coordinator)
    response = client_of(representative).post(
        url("place_change_confirm", company.slug, change.pk), follow=True
    )
    assert messages_of(response) == [f"Confirmed: {change}."]
    assert company.memberships.current().count() == 0


def test_a_change_of_another_company_is_not_found(client_of, company, representative, change):
    foreign = PlaceChangeFactory()
    for name in ("place_change_confirm", "place_change_object"):
        assert client_of(representative).post(url(name, company.slug, foreign.pk)).status_code == 404


def test_staff_leaves_the_contact_address_while_the_company_is_asked(backoffice, full, coordinator):
    """By its form, and by a file."""
    MembershipFactory(company=full, role=REPRESENTATIVE)
    PlaceChangeFactory(membership__company=full)
    text = (
        "A change of who represents this company waits for its answer: until then only the company itself"
        " can change its e-mail address."
    )
    from tablib import Dataset  # noqa: PLC0415

    from members.pages.resources import CompanyResource  # noqa: PLC0415

    row = Dataset([full.name, "mine@example.org"], headers=["name", "email"])
    report = CompanyResource().import_data(row, dry_run=False, user=coordinator)
    [bad] = report.invalid_rows
    assert bad.error_dict == {"email": [text]}
    full.refresh_from_db()
    assert full.email == "info@chairs.example"
