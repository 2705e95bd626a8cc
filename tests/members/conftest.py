"""What tests of several subjects begin with."""

import pytest
from django.utils import timezone

from members.companies.models import Company
from members.profile.models import Link, Logo, Photo, ProductPhoto, Term
from tests.factories.members import (
    FieldFactory,
    MachineFactory,
    ProductFactory,
    TermFactory,
)
from tests.factories.pictures import stored


@pytest.fixture
def backoffice(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def full(company) -> Company:
    """A company with everything its page can show."""
    company.story, company.website = "We *began* in a cellar.", "https://chairs.example"
    company.second_field, company.third_field = FieldFactory(code="design"), FieldFactory(code="repair")
    company.email, company.phone = "info@chairs.example", "+39 0376 12"
    company.takes_visits = company.takes_apprentices = True
    company.opening_times = "Fridays 17:00–19:00"
    company.founded, company.confirmed_on = 1998, timezone.localdate()
    company.save()
    larch = TermFactory(name="larch")
    chairs = TermFactory(name="chairs", kind=Term.Kind.PRODUCT)
    product = ProductFactory(
        company=company, name="Milking stool", terms=[larch, chairs], stages=["repair", "design"]
    )
    stored(ProductPhoto(product=product, alt="A stool with three legs"))
    MachineFactory(company=company, name="Band saw", line="For members")
    stored(Logo(company=company, alt="Three legs"))
    stored(Photo(company=company, alt="The bench", position=1))
    stored(Photo(company=company, alt="The yard", position=0))
    Link.objects.create(company=company, label="Shop", url="https://shop.example")
    return company
