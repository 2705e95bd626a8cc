"""Units change hands by decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.hooks import describe_effect
from governance.proposals.costs import cost_shares
from governance.proposals.services import freeze_proposal
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from spaces.allocations.models import Allocation
from spaces.effects.models import ProposedEnd
from tests.factories.governance import ProposalFactory
from tests.factories.spaces import AllocationFactory, FloorPlanFactory
from tests.governance.conftest import end_now
from tests.spaces.effects.conftest import proposed, put

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_an_adopted_proposal_gives_the_unit_and_the_allocation_cites_it(give, cast_all):
    voting_round = put(give)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    allocation, resolution = Allocation.objects.get(), Resolution.objects.get()
    assert (allocation.unit.code, allocation.resolution, resolution.effect_state) == (
        "B4",
        resolution,
        "done",
    )
    assert allocation.start_on == TODAY + timedelta(days=10)


def test_a_unit_taken_meanwhile_blocks_the_effect_until_it_is_free(give, cast_all, coordinator):
    voting_round = put(give)
    rival = AllocationFactory(unit=proposed(give).unit, start_on=TODAY)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    resolution = Resolution.objects.get()
    assert resolution.effect_state == "blocked"
    assert f"B4 is allocated to {rival.company}" in resolution.effect_note
    Allocation.objects.update(end_on=TODAY + timedelta(days=1))
    assert retry_effect(resolution, by=coordinator).effect_state == "done"
    assert Allocation.objects.filter(resolution=resolution).count() == 1


def test_a_unit_that_is_taken_cannot_be_put_to_the_vote(give):
    AllocationFactory(unit=proposed(give).unit, start_on=TODAY)

    with pytest.raises(ValidationError, match="B4 is allocated to"):
        freeze_proposal(give)


def test_an_adopted_proposal_ends_an_allocation(electorate, cast_all):
    held = AllocationFactory(unit__code="C1", start_on=TODAY - timedelta(days=100), company=electorate[1][0])
    proposal = ProposalFactory(matter="allocation", effect="end_allocation", company=electorate[0][0])
    ProposedEnd.objects.create(proposal=proposal, allocation=held, end_on=TODAY + timedelta(days=30))
    voting_round = put(proposal)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    held.refresh_from_db()
    assert (held.end_on, held.end_resolution) == (TODAY + timedelta(days=30), Resolution.objects.get())


def test_a_proposal_says_what_it_does_to_a_unit(give, electorate):
    unit = proposed(give).unit

    assert describe_effect(give).startswith(f"{unit} is allocated to {electorate[1][0]} from ")


def test_its_page_marks_the_unit_on_the_plan_of_its_floor(give, client, electorate):
    unit = proposed(give).unit
    client.force_login(electorate[0][1])
    assert b"<figcaption>" not in client.get(give.get_absolute_url()).content  # no plan is drawn yet

    FloorPlanFactory(floor=unit.floor, shapes={unit.code: [[0, 0], [9, 0], [9, 9], [0, 9]]})
    page = client.get(give.get_absolute_url()).content.decode()

    drawing, caption = page.split('class="plan"')[1].split("</figure>")[0].split("<figcaption>")
    assert "here" in drawing
    assert f'href="{unit.get_absolute_url()}"' in caption


def test_a_cost_is_shared_by_the_area_held(electorate):
    for (company, _person), area in zip(electorate, (100, 50, 50), strict=False):
        AllocationFactory(company=company, area_m2=area, start_on=TODAY - timedelta(days=9))
    AllocationFactory(company=electorate[0][0], area_m2=900, start_on=TODAY - timedelta(days=9), end_on=TODAY)

    shares = cost_shares(ProposalFactory(cost_cents=100_01, cost_key="area"))

    # The unit of the last is free today: nobody else pays for it unseen.
    assert [shares.get(company.pk, 0) for company, _person in electorate] == [40_01, 20_00, 20_00, 0, 0]
    assert shares[None] == 20_00
