"""A proposal about a unit, from its writing to the vote."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.proposals.services import freeze_proposal, keep_terms
from governance.voting.services import open_voting
from spaces.effects.models import ProposedAllocation
from tests.factories.governance import ProposalFactory
from tests.factories.spaces import SpaceFactory
from tests.governance.conftest import cast_all, electorate  # noqa: F401  fixtures


def proposed(proposal) -> ProposedAllocation:
    return ProposedAllocation.objects.get(proposal=proposal, amendment=None)


def put(proposal):
    return open_voting(
        freeze_proposal(proposal), closes_at=timezone.now() + timedelta(days=7), by=proposal.author
    )


@pytest.fixture
def give(electorate):  # noqa: F811
    """A proposal that gives unit B4 to the second company in ten days."""
    proposal = ProposalFactory(matter="allocation", effect="allocate", company=electorate[0][0])
    ProposedAllocation.objects.create(
        proposal=proposal,
        unit=SpaceFactory(code="B4"),
        company=electorate[1][0],
        start_on=timezone.localdate() + timedelta(days=10),
    )
    keep_terms(proposal)
    return proposal
