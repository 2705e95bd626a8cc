"""What was decided before shares were kept."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from governance.proposals.costs import cost_shares
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory

pytestmark = pytest.mark.django_db

fill = import_module("spaces.migrations.0029_fill_proposal_shares").fill


def test_old_decisions_get_the_shares_of_the_day_they_were_decided():
    """By the companies and the m² of May 2024, without the units that were empty."""
    then = AllocationFactory(area_m2=60, company__left_on=date(2025, 1, 1))
    other = AllocationFactory(area_m2=40)
    AllocationFactory(area_m2=900, start_on=date(2024, 5, 2), company__joined_on=date(2024, 5, 2))
    proposer = CompanyFactory(joined_on=date(2024, 5, 2))
    by_area = ProposalFactory(state="decided", cost_cents=100_01, cost_key="area", company=proposer)
    equal = ProposalFactory(state="decided", cost_cents=100_01, company=proposer)
    undecided = ProposalFactory(cost_cents=5, company=proposer)
    for proposal in (by_area, equal):
        ResolutionFactory(proposal=proposal, decided_on=date(2024, 5, 1))

    fill(apps, None)
    fill(apps, None)

    assert cost_shares(by_area) == {then.company_id: 60_01, other.company_id: 40_00}
    assert cost_shares(equal) == {then.company_id: 50_01, other.company_id: 50_00}
    assert not undecided.shares.exists()
