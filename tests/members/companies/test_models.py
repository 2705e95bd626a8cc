"""What a company cannot be."""

import pytest
from django.core.exceptions import ValidationError

from members.companies.models import RESERVED_SLUGS
from tests.factories.members import (
    CompanyFactory,
    FieldFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_company_gets_an_address_of_the_portal(slug):
    company = CompanyFactory.build(slug=slug, field=FieldFactory())
    with pytest.raises(ValidationError) as refused:
        company.full_clean()
    assert list(refused.value.message_dict) == ["slug"]
