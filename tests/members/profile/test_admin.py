"""Fields of activity and words in the back-office."""

import pytest

from members.companies.models import Company, Field
from tests.factories.members import (
    ProductFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"


def test_fields_end_at_twenty_five(backoffice):
    data = {"code": "magic", "name_en": "Magic", "name_it": "Magia", "ateco": "Z99"}
    backoffice.post(f"{ADMIN}/field/add/", data)
    assert Field.objects.filter(code="magic").count() == 1
    assert Field.objects.count() == 25
    one_more = data | {"code": "more", "name_en": "More", "name_it": "Altro"}
    response = backoffice.post(f"{ADMIN}/field/add/", one_more)
    assert "There are already 25 fields of activity" in response.content.decode()
    assert Field.objects.count() == 25


def test_a_word_is_mended_for_all_and_stays_one(backoffice, company):
    word, other = TermFactory(name="Larhc", kind="material"), TermFactory(name="Oak", kind="material")
    ProductFactory(company=company, terms=[word])
    address = f"/admin/members/term/{word.pk}/change/"

    page = backoffice.post(address, {"name": "OAK"})
    assert page.context["adminform"].form.errors == {"name": ["This word already exists."]}
    backoffice.post(address, {"name": "Larch"})
    word.refresh_from_db()
    assert (word.name, word.slug, other.slug) == ("Larch", "larch", "oak")
    assert "larch" in Company.objects.get().search_text.split()
