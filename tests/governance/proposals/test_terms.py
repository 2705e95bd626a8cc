"""Writing a proposal with terms and an effect."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.rulebook.models import RulebookChange
from members.companies.models import Company
from spaces.effects.models import ProposedAllocation
from tests.factories.members import MembershipFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def test_a_matter_brings_its_outline_and_its_effects(client_of, representative):
    client = client_of(representative)

    choice = client.get(url("proposal_new")).content.decode()
    page = client.get(url("proposal_new") + "?effect=allocate")

    assert "?effect=end_allocation" in choice
    assert page.context["form"]["matter"].value() == "allocation"
    assert "The unit, its condition and who is asking for it" in page.context["form"]["text"].value()


def test_a_proposal_with_an_effect_is_written_changed_and_read(client_of, representative, company):
    unit, other = SpaceFactory(code="B4"), SpaceFactory(code="B5")
    start = timezone.localdate() + timedelta(days=20)
    data = {
        "title": "B4 for us",
        "matter": "allocation",
        "text": "We need it.",
        "effect-unit": unit.pk,
        "effect-company": company.pk,
        "effect-kind": "ordinary",
        "effect-start_on": start.isoformat(),
    }
    client = client_of(representative)

    page = client.post(url("proposal_new") + "?effect=allocate", data, follow=True)
    assert f"{unit} is allocated to {company} from " in page.content.decode()
    proposal = Proposal.objects.get()
    client.post(url("proposal_edit", proposal.pk), data | {"effect-unit": other.pk, "seen_version": "1"})

    row = ProposedAllocation.objects.get()
    assert (proposal.effect, row.unit, row.company, row.start_on) == ("allocate", other, company, start)


def test_an_effect_that_cannot_be_is_explained_beside_its_field(client_of, representative, company):
    held = AllocationFactory(unit__code="B4", start_on=timezone.localdate() - timedelta(days=9))
    data = {
        "title": "B4 for us",
        "matter": "allocation",
        "text": "We need it.",
        "effect-unit": held.unit.pk,
        "effect-company": company.pk,
        "effect-kind": "ordinary",
        "effect-start_on": timezone.localdate().isoformat(),
    }

    page = client_of(representative).post(url("proposal_new") + "?effect=allocate", data)

    assert [
        f"B4 is allocated to {held.company}" in text
        for text in page.context["effect_form"].non_field_errors()
    ] == [True]
    assert 'value="B4 for us"' in page.content.decode()
    assert (Proposal.objects.count(), RulebookChange.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "field", "fault"),
    [
        ({"method": "ranked", "options": "Tiles"}, "options", "two to 10 options"),
        ({"method": "ranked", "options": "\n".join("ABCDEFGHIJK")}, "options", "two to 10 options"),
        ({"method": "approval", "options": "Tiles\ntiles"}, "options", "Two options are the same"),
        ({"method": "motion", "options": "Tiles\nSlate"}, "options", "Options are only for"),
        ({"method": "dots", "options": "Tiles\nSlate"}, "is_advisory", "Points voting is"),
        ({"cost_cents": "-3"}, "cost_cents", "greater than or equal to 0"),
        ({"cost_cents": "a million"}, "cost_cents", "Enter a number"),
        ({"due_on": "31/02/2027"}, "due_on", "Enter a valid date"),
        ({"cost_cents": "1.234.567"}, "cost_cents", "no more than 2 decimal places"),
    ],
)
def test_terms_that_do_not_fit_are_explained(client_of, representative, data, field, fault):
    page = client_of(representative).post(
        url("proposal_new"), {"title": "Roof", "matter": "renewal", "text": "It leaks."} | data
    )

    assert [fault in text for text in page.context["form"].errors[field]] == [True]
    assert Proposal.objects.count() == 0


def test_terms_are_kept_and_each_company_reads_its_share(client_of, representative, company):
    Company.objects.exclude(pk=company.pk).delete()
    MembershipFactory.create_batch(2, role="representative")
    data = {
        "title": "Roof",
        "matter": "renewal",
        "text": "It leaks.",
        "cost_cents": "100.00",
        "review_months": "6",
    }
    client = client_of(representative)

    page = client.post(url("proposal_new"), data, follow=True).content.decode()

    proposal = Proposal.objects.get()
    assert (proposal.cost_cents, proposal.review_months, proposal.method) == (100_00, 6, "motion")
    assert ["€ 100," in page, "€ 33.34" in page or "€ 33.33" in page] == [True, True]
