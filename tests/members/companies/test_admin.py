"""The multifactory in the back-office, and the filter for what is current."""

from datetime import date

import pytest

from members.companies.models import Multifactory
from tests.factories.members import (
    CompanyFactory,
    MultifactoryFactory,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"


def test_there_is_one_multifactory(backoffice):
    assert [one.pk for one in Multifactory.objects.all()] == [1]
    assert backoffice.get(f"{ADMIN}/multifactory/add/").status_code == 403
    assert backoffice.post(f"{ADMIN}/multifactory/1/delete/", {"post": "yes"}).status_code == 403


def test_the_multifactory_can_be_renamed(backoffice):
    MultifactoryFactory()
    data = {"name": "Risma11", "tagline": "", "welcome": "", "lede": "", "story": "", "address": ""}
    backoffice.post(f"{ADMIN}/multifactory/1/change/", data)
    assert Multifactory.objects.get().name == "Risma11"


def test_lists_are_narrowed_to_today(backoffice):
    CompanyFactory(name="Here")
    CompanyFactory(name="Gone", left_on=date(2021, 1, 1))
    for today, names in (("current", ["Here"]), ("other", ["Gone"])):
        rows = backoffice.get(f"{ADMIN}/company/", {"today": today}).context["cl"].queryset
        assert [company.name for company in rows] == names
