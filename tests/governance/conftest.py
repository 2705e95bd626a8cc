"""What tests of decisions share."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from governance.closing.services import close_round, settle_round
from governance.proposals.services import freeze_proposal
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory, UserFactory


@pytest.fixture
def electorate(db):
    """Five companies, each with a representative: [(company, person), …]."""
    places = [MembershipFactory(role="representative") for _ in range(5)]
    return [(place.company, place.user) for place in places]


@pytest.fixture
def put_to_vote(electorate):
    """Fix and open a proposal of the first company; the round it gives is open for a week."""

    def put(**terms):
        options = terms.pop("options", ())
        ends_when_all_voted = terms.pop("ends_when_all_voted", False)
        proposal = ProposalFactory(company=electorate[0][0], state="discussion", **terms)
        for key, title in zip("ABCDEFGHIJ", options, strict=False):
            proposal.options.create(key=key, title=title)
        freeze_proposal(proposal)
        return open_voting(
            proposal,
            closes_at=timezone.now() + timedelta(days=7),
            by=UserFactory(),
            ends_when_all_voted=ends_when_all_voted,
        )

    return put


@pytest.fixture
def cast_all(electorate):
    """Each company in turn gives its answer; None does not vote."""

    def cast(voting_round, *answers):
        for (company, person), answer in zip(electorate, answers, strict=False):
            if answer is not None:
                answer = {"choice": answer} if isinstance(answer, str) else answer
                cast_vote(voting_round, company=company, answer=answer, by=person)

    return cast


def count_now(voting_round) -> VotingRound:
    """The round is counted before its end, as the chair may once all have voted; its times stay."""
    VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") + 1)
    settle_round(VotingRound.objects.get(pk=voting_round.pk), closed_at=timezone.now())
    return VotingRound.objects.select_related("proposal").get(pk=voting_round.pk)


def end_now(voting_round, *, days_ago: int = 0) -> VotingRound:
    """The round has just ended, or some days ago, by the clock of the database, and is counted."""
    ended_at = timezone.now() - timedelta(days=days_ago, milliseconds=1)
    VotingRound.objects.filter(pk=voting_round.pk).update(
        opened_at=ended_at - timedelta(days=8), closes_at=ended_at
    )
    assert close_round(voting_round) is True
    return VotingRound.objects.select_related("proposal").get(pk=voting_round.pk)
