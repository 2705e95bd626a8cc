"""Companies in the back-office."""

import pytest

from members.companies.models import Company
from members.people.models import Membership
from tests.factories.members import (
    FieldFactory,
    ProductFactory,
    UserFactory,
)
from tests.members.helpers import company_form

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"


def test_a_coordinator_adds_a_company_with_its_products(backoffice):
    product = {"products-TOTAL_FORMS": "1", "products-0-name": "Stool", "products-0-position": "0"}
    backoffice.post(f"{ADMIN}/company/add/", company_form(field=FieldFactory().pk, **product))
    company = Company.objects.get()
    assert (company.name, company.craft, company.website) == (
        "Legno Vivo",
        "registered",
        "https://legno.example",
    )
    assert [product.name for product in company.products.all()] == ["Stool"]


def test_a_company_leaves_after_it_joined(backoffice):
    data = company_form(field=FieldFactory().pk, left_on="2023-01-01")
    response = backoffice.post(f"{ADMIN}/company/add/", data)
    assert "The leaving date must be after the joining date." in response.content.decode()
    assert Company.objects.count() == 0


def test_people_cannot_be_slipped_into_a_company(backoffice, company):
    person = UserFactory()
    inline = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": person.pk,
        "memberships-0-role": "representative",
    }
    backoffice.post(f"{ADMIN}/company/{company.pk}/change/", company_form(field=company.field_id, **inline))
    assert (Company.objects.get().name, Membership.objects.count()) == ("Legno Vivo", 0)


def test_the_company_page_shows_people_products_and_the_way_to_invite(backoffice, company, representative):
    ProductFactory(company=company, name="Stool")
    page = backoffice.get(f"{ADMIN}/company/{company.pk}/change/").content.decode()
    assert representative.name in page
    assert "Stool" in page
    assert f'href="/admin/members/invitation/add/?company={company.pk}"' in page
