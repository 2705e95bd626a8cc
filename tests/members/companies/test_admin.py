"""The multifactory in the back-office, and the filter for what is current."""

import re
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


def test_what_the_multifactory_says_of_itself_is_written_in_two_languages(backoffice):
    MultifactoryFactory(tagline="In the mill", language="en")
    url = f"{ADMIN}/multifactory/1/change/"
    labels = re.findall(
        r'<label[^>]* for="id_(?:other_)?tagline"[^>]*>(.*?):?</label>', backoffice.get(url).content.decode()
    )
    assert labels == ["Tagline (in English)", "Tagline (in Italian)"]

    words = {"name": "Risma11", "language": "en", "tagline": "In the mill", "other_tagline": "Nella cartiera"}
    assert backoffice.post(url, words).status_code == 302

    portal = Multifactory.objects.get()
    assert (portal.language, portal.tagline, portal.other_tagline) == ("en", "In the mill", "Nella cartiera")


def test_a_text_in_the_other_language_needs_the_language_of_the_first(backoffice):
    MultifactoryFactory(tagline="In the mill")
    words = {"name": "Risma11", "tagline": "In the mill", "other_tagline": "Nella cartiera"}

    page = backoffice.post(f"{ADMIN}/multifactory/1/change/", words)

    assert "Say in which language the first texts are." in page.content.decode()
    assert Multifactory.objects.get().other_tagline == ""


def test_nobody_overwrites_unseen_what_another_wrote_in_the_other_language(backoffice):
    MultifactoryFactory(tagline="In the mill", language="en")
    url = f"{ADMIN}/multifactory/1/change/"
    stamp = re.search(r'name="stamp" value="([^"]+)"', backoffice.get(url).content.decode())[1]
    Multifactory.objects.update(other_tagline="Nella cartiera")

    words = {"name": "Risma11", "language": "en", "tagline": "In the mill", "other_tagline": "In cartiera"}
    page = backoffice.post(url, words | {"stamp": stamp})

    assert "Nothing was saved. Now it says: Tagline (in Italian): Nella cartiera." in page.content.decode()
    assert Multifactory.objects.get().other_tagline == "Nella cartiera"


def test_lists_are_narrowed_to_today(backoffice):
    CompanyFactory(name="Here")
    CompanyFactory(name="Gone", left_on=date(2021, 1, 1))
    for today, names in (("current", ["Here"]), ("other", ["Gone"])):
        rows = backoffice.get(f"{ADMIN}/company/", {"today": today}).context["cl"].queryset
        assert [company.name for company in rows] == names
