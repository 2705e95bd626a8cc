"""The rulebook in force, as members read it."""

import pytest
from django.urls import reverse

from governance.rulebook.models import MatterRule, Rulebook
from members.companies.models import Company
from tests.factories.governance import VotingSuspensionFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db

PATH = reverse("governance:rulebook_detail")


def test_each_matter_says_what_passes_its_quorum_of_all_members_and_by_which_ways(client_of, representative):
    CompanyFactory.create_batch(41 - Company.objects.count())
    for company in Company.objects.all()[:3]:
        VotingSuspensionFactory(company=company)
    MatterRule.objects.filter(matter="event").update(second_quorum_numerator=0, second_quorum_denominator=1)

    page = client_of(representative).get(PATH)

    rows = {str(row.matter): row for row in page.context["rows"]}
    assert len(rows) == 12
    assert rows["common event"].quorum == "21 of 41 member companies must take part"
    assert rows["common event"].second_call == "1 of 41 member companies must take part"
    assert rows["common event"].ways == "yes or no, consent, ranking, approval"
    statute, dissolution = rows["change of the statute"], rows["dissolution"]
    assert (statute.quorum, statute.is_online, statute.discussion) == (
        "31 of 41 member companies must take part",
        *(False, "7 days"),
    )
    assert dissolution.majority == "yes from at least 3/4 of all companies (31 of 41)"
    assert rows["rules of the community"].ways == "yes or no, consent"
    assert "in an assembly: yes or no; online only advice" in page.content.decode()


def test_a_matter_that_is_not_named_is_read_as_an_ordinary_one_but_for_those_of_the_law(
    client_of, representative
):
    MatterRule.objects.exclude(matter="ordinary").delete()

    rows = [str(row.matter) for row in client_of(representative).get(PATH).context["rows"]]

    assert {"yearly accounts", "change of the statute", "dissolution"} & set(rows) == set()
    assert len(rows) == 9


def test_without_a_rulebook_the_page_says_what_to_do(client_of, representative):
    Rulebook.objects.all().delete()

    assert "Ask a coordinator to write one" in client_of(representative).get(PATH).content.decode()
