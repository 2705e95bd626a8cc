"""What companies ask of the coordinators."""

import pytest
from django.utils import timezone

from members.changes.models import ChangeRequest
from members.changes.services import request_change
from members.companies.models import Company
from tests.factories.members import CompanyFactory
from tests.members.helpers import messages_of

pytestmark = pytest.mark.django_db
LIST = "/admin/members/changerequest/"


@pytest.fixture
def change(company, representative):
    company.name, company.slug = "Legno Vivo", "legno-vivo"
    company.save()
    return request_change(
        company, by=representative, name="Legno Nuovo", craft="registered", craft_number="MN-7", note="Moved"
    )


def act(client, change, action, **more):
    return client.post(LIST, {"action": action, "_selected_action": [change.pk], **more}, follow=True)


def test_open_requests_come_first_and_wait_on_the_first_page(backoffice, change, representative):
    other = ChangeRequest.objects.create(
        company=CompanyFactory(), name="Later", state="accepted", decided_at=timezone.now()
    )
    rows = backoffice.get(LIST).context["cl"].queryset
    waiting = [row.title for group in backoffice.get("/admin/").context["queue"] for row in group.rows]
    assert (list(rows), waiting) == ([change, other], [str(change.company)])


def test_accepting_shows_what_changes_and_then_does_it(backoffice, change, coordinator, mailoutbox):
    page = act(backoffice, change, "accept")
    assert page.context["changes"] == [
        ("Name", "Legno Vivo", "Legno Nuovo"),
        ("Craft", "not a craft business", "in the register of craft businesses MN-7"),
    ]
    assert Company.objects.get(pk=change.company_id).name == "Legno Vivo"

    response = act(backoffice, change, "accept", do="Accept the request")
    company = Company.objects.get(pk=change.company_id)
    change.refresh_from_db()
    assert messages_of(response) == ["Request accepted: the change now appears on the page of Legno Nuovo."]
    assert (company.name, company.slug, company.craft, company.craft_number, company.craft_checked_on) == (
        "Legno Nuovo",
        "legno-nuovo",
        "registered",
        "MN-7",
        timezone.localdate(),
    )
    assert (change.state, change.decided_by) == ("accepted", coordinator)
    assert [mail.to for mail in mailoutbox] == [[change.requested_by.email]]


def test_refusing_needs_a_reason(backoffice, change, coordinator):
    page = act(backoffice, change, "refuse", check="Show what changes", reason=" ")
    assert page.context["form"].errors == {"reason": ["This field is required."]}

    page = act(backoffice, change, "refuse", check="Show what changes", reason="Not in the register")
    assert page.context["changes"] == [("State", "open", "refused: Not in the register")]

    response = act(backoffice, change, "refuse", do="Refuse the request", reason="Not in the register")
    change.refresh_from_db()
    assert messages_of(response) == ["Request refused. Legno Vivo will be told the reason."]
    assert (change.state, change.reason, change.decided_by) == ("refused", "Not in the register", coordinator)
    assert Company.objects.get(pk=change.company_id).name == "Legno Vivo"


def test_a_request_is_answered_once(backoffice, change):
    act(backoffice, change, "refuse", do="Refuse the request", reason="No")
    response = act(backoffice, change, "accept", do="Accept the request")
    change.refresh_from_db()
    assert messages_of(response) == ["This request has already been answered."]
    assert change.state == "refused"


def test_a_name_taken_meanwhile_is_said_on_the_page(backoffice, change):
    CompanyFactory(name="Legno Nuovo")
    page = act(backoffice, change, "accept", do="Accept the request")
    change.refresh_from_db()
    assert ("Another company has this name." in page.content.decode(), change.state) == (True, "open")


def test_the_page_of_an_open_request_has_the_two_buttons(backoffice, change):
    address = f"{LIST}{change.pk}/change/"
    page = backoffice.get(address).content.decode()
    assert [page.count(f'name="action" value="{name}"') for name in ("accept", "refuse")] == [1, 1]
    act(backoffice, change, "refuse", do="Refuse the request", reason="No")
    assert 'name="action" value="accept"' not in backoffice.get(address).content.decode()


def test_only_coordinators_answer(client_of, change, representative):
    response = act(client_of(representative), change, "accept", do="Accept the request")
    change.refresh_from_db()
    assert (response.redirect_chain[0][0], change.state) == (f"/admin/login/?next={LIST}", "open")
