"""A candidate whose open days are over, put to the vote by the first of five companies."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from members.applications.models import Application
from spaces.admission.models import ProposedAdmission
from spaces.admission.services import propose_admission
from tests.factories.applications import ApplicationFactory
from tests.governance.conftest import cast_all, electorate, end_now  # noqa: F401  fixtures


def ripe(**values: Any) -> Application:
    """Submitted twenty days ago, and its open days end today."""
    today = timezone.localdate()
    days = {"submitted_on": today - timedelta(days=20), "open_until": today} | values
    return ApplicationFactory(opened=True, **days)


def propose(application: Application, place: Any, *, unit=None, joins_on=None, request_id=None) -> Proposal:
    company, person = place
    return propose_admission(
        ProposedAdmission(application=application, unit=unit, joins_on=joins_on),
        company=company,
        author=person,
        title=f"Admission of {application}",
        text="We like them.",
        request_id=request_id or uuid4(),
    )


def open_vote(proposal: Proposal) -> VotingRound:
    closes_at = timezone.now() + timedelta(days=7)
    return open_voting(
        freeze_proposal(proposal), closes_at=closes_at, by=proposal.company.memberships.first().user
    )


@pytest.fixture
def decide(electorate, cast_all):  # noqa: F811
    """Put a candidate to the vote and count these answers; the round that gives."""

    def decided(application: Application, *answers: str, **terms: Any) -> VotingRound:
        voting_round = open_vote(propose(application, electorate[0], **terms))
        cast_all(voting_round, *answers)
        return end_now(voting_round)

    return decided
