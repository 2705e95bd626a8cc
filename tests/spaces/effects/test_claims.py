"""Rival claims on a unit are named before people decide on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.hooks import rival_claims
from governance.proposals.services import freeze_proposal
from governance.voting.services import open_voting
from multifactory.lib.formats import format_day
from spaces.effects.models import ProposedAllocation, ProposedEnd
from tests.factories.governance import ProposalFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, OfferFactory, UnitRequestFactory
from tests.spaces.effects.conftest import proposed

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def other_proposal(unit, **fields):
    proposal = ProposalFactory(title="Another hand", matter="allocation", effect="allocate", **fields)
    company = CompanyFactory(name="Rivals")
    ProposedAllocation.objects.create(proposal=proposal, unit=unit, company=company, start_on=TODAY)
    return proposal


def test_nobody_else_claims_a_free_unit(give):
    assert rival_claims(give) == []


def test_an_offer_a_holder_and_another_proposal_are_named(give, electorate):
    unit = proposed(give).unit
    holder = AllocationFactory(unit=unit, start_on=TODAY, company__name="Holders")
    other = other_proposal(unit)
    OfferFactory(unit=unit, request__name="Zoe", free_from=TODAY + timedelta(days=30))

    assert rival_claims(give) == [
        f"B4 is allocated to Holders from {format_day(holder.start_on)}, with no end date.",
        f"B4 has been offered to Zoe, from {format_day(TODAY + timedelta(days=30))}.",
        f"Proposal {other.pk}, “Another hand”, would allocate B4 to Rivals (in discussion).",
    ]


def test_an_accepted_offer_is_a_claim_unless_it_is_of_the_same_company(give):
    row = proposed(give)
    offer = OfferFactory(
        unit=row.unit, request__name="Zoe", state="accepted", answered_at=timezone.now(), free_from=TODAY
    )
    assert rival_claims(give) == [f"Zoe has accepted the offer of B4, free from {format_day(TODAY)}."]

    offer.request = UnitRequestFactory(company=row.company)
    offer.save()

    assert rival_claims(give) == []


@pytest.mark.parametrize("state", ["draft", "decided", "withdrawn"])
def test_drafts_and_settled_proposals_claim_nothing(give, state):
    other_proposal(proposed(give).unit, state=state)

    assert rival_claims(give) == []


def test_a_proposal_that_ends_an_allocation_names_others_about_its_unit(give, electorate):
    held = AllocationFactory(unit=proposed(give).unit, start_on=TODAY - timedelta(days=9))
    end = ProposalFactory(matter="allocation", effect="end_allocation")
    ProposedEnd.objects.create(proposal=end, allocation=held, end_on=TODAY + timedelta(days=9))

    assert rival_claims(end) == [
        f"Proposal {give.pk}, “{give.title}”, would allocate B4 to {electorate[1][0]} (in discussion)."
    ]


def test_the_page_and_the_form_that_opens_voting_name_them(give, electorate, client_of):
    other_proposal(proposed(give).unit)
    client = client_of(electorate[0][1])

    assert "“Another hand”" in client.get(give.get_absolute_url()).content.decode()
    freeze_proposal(give)
    assert "“Another hand”" in client.get(reverse("governance:voting_open", args=[give.pk])).content.decode()


def test_an_effect_that_became_impossible_is_not_put_to_the_vote(give, electorate, client_of):
    """Before, the round opened on a unit that somebody held since."""
    freeze_proposal(give)
    AllocationFactory(unit=proposed(give).unit, start_on=TODAY, company__name="Holders")
    closes_at = timezone.now() + timedelta(days=7)

    with pytest.raises(ValidationError, match="B4 is allocated to Holders"):
        open_voting(give, closes_at=closes_at, by=electorate[0][1])

    page = client_of(electorate[0][1]).post(
        reverse("governance:voting_open", args=[give.pk]), {"closes_at": f"{closes_at:%Y-%m-%dT%H:%M}"}
    )
    assert "B4 is allocated to Holders" in str(page.context["form"].errors)
    give.refresh_from_db()
    assert (give.state, give.rounds.count()) == ("frozen", 0)


def test_allocating_in_the_back_office_names_open_proposals(give, client_of, superuser):
    client = client_of(superuser)

    page = client.get(
        reverse("admin:spaces_space_changelist"),
    )
    assert page.status_code == 200
    page = client.post(
        reverse("admin:spaces_space_changelist"),
        {"action": "allocate_unit", "_selected_action": [proposed(give).unit_id]},
        follow=True,
    )

    assert f"Proposal {give.pk}, “{give.title}”, would allocate B4 to" in page.content.decode()
