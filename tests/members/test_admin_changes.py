"""What companies ask of the coordinators, and the craft check."""

from datetime import date

import pytest
from django.utils import timezone

from members.changes.models import ChangeRequest, FormerSlug
from members.changes.services import request_change
from members.companies.models import Company
from tests.factories.members import CompanyFactory, ProductFactory, TermFactory
from tests.members.test_admin import company_form, messages_of

pytestmark = pytest.mark.django_db
LIST = "/admin/members/changerequest/"
COMPANIES = "/admin/members/company/"


@pytest.fixture
def backoffice(client_of, coordinator):
    return client_of(coordinator)


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
    waiting = backoffice.get("/admin/").context["waiting"]["requests"]
    assert (list(rows), list(waiting)) == ([change, other], [change])


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
    assert messages_of(response) == ["The request is accepted: the page of Legno Nuovo shows it."]
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
    assert messages_of(response) == ["The request is refused, and Legno Vivo is told why."]
    assert (change.state, change.reason, change.decided_by) == ("refused", "Not in the register", coordinator)
    assert Company.objects.get(pk=change.company_id).name == "Legno Vivo"


def test_a_request_is_answered_once(backoffice, change):
    act(backoffice, change, "refuse", do="Refuse the request", reason="No")
    response = act(backoffice, change, "accept", do="Accept the request")
    change.refresh_from_db()
    assert messages_of(response) == ["This request has been answered already."]
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


def check(client, company, **more):
    return client.post(
        COMPANIES, {"action": "check_craft", "_selected_action": [company.pk], **more}, follow=True
    )


def test_the_craft_check_records_number_and_day(backoffice, company):
    page = check(backoffice, company, check="x", number="MN-9", checked_on="2024-05-06")
    assert page.context["changes"] == [
        ("Craft", "not a craft business", "in the register of craft businesses"),
        ("Number in the register", "", "MN-9"),
        ("Checked on", "", "6 May 2024"),
    ]
    response = check(backoffice, company, do="x", number="MN-9", checked_on="2024-05-06")
    company.refresh_from_db()
    assert messages_of(response) == [f"{company} is marked as a registered craft business."]
    assert (company.craft, company.craft_number, company.craft_checked_on) == (
        "registered",
        "MN-9",
        date(2024, 5, 6),
    )


def test_the_craft_check_is_not_of_a_day_to_come(backoffice, company):
    page = check(backoffice, company, do="x", number="", checked_on="2999-01-01")
    assert page.context["form"].errors == {
        "number": ["This field is required."],
        "checked_on": ["This day is still to come."],
    }


def test_companies_are_narrowed_to_those_that_did_not_confirm(backoffice):
    asked, _other = CompanyFactory(asked_on=date(2024, 1, 1)), CompanyFactory()
    rows = backoffice.get(COMPANIES + "?page_is=unconfirmed").context["cl"].queryset
    assert list(rows) == [asked]


def test_another_address_keeps_the_old_one_leading_to_the_page(backoffice, company):
    data = company_form(field=company.field_id, name=company.name, slug="new-address")
    backoffice.post(f"{COMPANIES}{company.pk}/change/", data)
    assert (Company.objects.get().slug, FormerSlug.objects.get().slug) == ("new-address", company.slug)

    other = company_form(field=company.field_id, name="Other", slug=company.slug)
    page = backoffice.post(f"{COMPANIES}add/", other).content.decode()
    assert "This address was another company&#x27;s before and leads to its page." in page


def test_a_company_saved_here_is_found_by_its_new_words(backoffice, company):
    product = {"products-TOTAL_FORMS": "1", "products-0-name": "Sgabèllo", "products-0-position": "0"}
    data = company_form(field=company.field_id, **product)
    backoffice.post(f"{COMPANIES}{company.pk}/change/", data)
    assert "sgabello" in Company.objects.get().search_text


def test_a_word_is_mended_for_all_and_stays_one(backoffice, company):
    word, other = TermFactory(name="Larhc", kind="material"), TermFactory(name="Oak", kind="material")
    ProductFactory(company=company, terms=[word])
    address = f"/admin/members/term/{word.pk}/change/"

    page = backoffice.post(address, {"name": "OAK"})
    assert page.context["adminform"].form.errors == {"name": ["There is this word already."]}
    backoffice.post(address, {"name": "Larch"})
    word.refresh_from_db()
    assert (word.name, word.slug, other.slug) == ("Larch", "larch", "oak")
    assert "larch" in Company.objects.get().search_text.split()
