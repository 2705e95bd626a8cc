"""The craft check, former addresses and unconfirmed pages in the back-office."""

from datetime import date

import pytest

from members.changes.models import FormerSlug
from members.companies.models import Company
from tests.factories.members import CompanyFactory
from tests.members.helpers import company_form, messages_of

pytestmark = pytest.mark.django_db
COMPANIES = "/admin/members/company/"


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
        "checked_on": ["This date is in the future."],
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
    assert "This address used to belong to another company and leads to its page." in page


def test_a_company_saved_here_is_found_by_its_new_words(backoffice, company):
    product = {"products-TOTAL_FORMS": "1", "products-0-name": "Sgabèllo", "products-0-position": "0"}
    data = company_form(field=company.field_id, **product)
    backoffice.post(f"{COMPANIES}{company.pk}/change/", data)
    assert "sgabello" in Company.objects.get().search_text
