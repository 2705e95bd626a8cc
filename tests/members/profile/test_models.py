"""What the page of a company shows, read at once."""

import pytest

from members.companies.models import Company
from members.pages.views import stage_row
from members.profile.models import Machine, Product, with_profile
from tests.factories.members import (
    CompanyFactory,
    ProductFactory,
)

pytestmark = pytest.mark.django_db


def test_the_showcase_is_read_in_seven_queries_and_asks_nothing_more(full, django_assert_num_queries):
    with django_assert_num_queries(7):
        company = with_profile(Company.objects.for_page()).get()
    with django_assert_num_queries(0):
        [product] = company.products.all()
        assert [term.name for term in product.terms.all()] == ["chairs", "larch"]
        assert [one.stage for one in product.stages.all()] == ["design", "repair"]
        assert product.photo.alt == "A stool with three legs"
        assert [photo.alt for photo in company.photos.all()] == ["The yard", "The bench"]
        assert [machine.name for machine in company.machines.all()] == ["Band saw"]
        assert [link.label for link in company.links.all()] == ["Shop"]
        assert [stage for stage, is_own in stage_row(company.products.all()) if is_own] == [
            "design",
            "repair",
        ]


def test_the_showcase_of_one_company_holds_nothing_of_another(full):
    other = CompanyFactory()
    ProductFactory(company=other, name="Loaf")
    other = with_profile(Company.objects.all()).get(pk=other.pk)
    found = [list(getattr(other, name).all()) for name in ("machines", "photos", "links")]
    assert [product.name for product in other.products.all()] == ["Loaf"]
    assert found == [[], [], []]
    assert [hasattr(product, "photo") for product in other.products.all()] == [False]


def test_what_the_showcase_holds_is_what_the_database_holds(full):
    company = with_profile(Company.objects.all()).get()
    for name in ("products", "machines", "photos", "links"):
        held, stored_rows = (
            list(getattr(company, name).all()),
            list(getattr(Company.objects.get(), name).all()),
        )
        columns = [field.attname for field in stored_rows[0]._meta.concrete_fields]
        assert [[str(getattr(row, one)) for one in columns] for row in held] == [
            [str(getattr(row, one)) for one in columns] for row in stored_rows
        ]
    assert (Machine, Product) == (type(company.machines.all()[0]), type(company.products.all()[0]))
