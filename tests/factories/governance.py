"""Proposals, rounds and votes for tests."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from governance.models import Comment, Proposal, Resolution, RollEntry, Rulebook, Vote, VotingRound
from tests.factories.members import CompanyFactory, UserFactory

ORDINARY_RULE = {
    "base": "present",
    "numerator": 1,
    "denominator": 2,
    "is_strict": True,
    "quorum_numerator": 1,
    "quorum_denominator": 2,
}


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    title = factory.Sequence(lambda n: f"Proposal {n}")
    text = "Let us mend the roof."
    company = factory.SubFactory(CompanyFactory)
    author = factory.SubFactory(UserFactory)
    state = Proposal.State.DISCUSSION


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    proposal = factory.SubFactory(ProposalFactory)
    company = factory.SubFactory(CompanyFactory)
    author = factory.SubFactory(UserFactory)
    text = "Who pays?"
    request_id = factory.LazyFunction(uuid.uuid4)


class VotingRoundFactory(factory.django.DjangoModelFactory):
    """An open round, from an hour ago until tomorrow."""

    class Meta:
        model = VotingRound

    proposal = factory.SubFactory(ProposalFactory, state=Proposal.State.VOTING)
    rulebook = factory.LazyFunction(lambda: Rulebook.objects.first())
    rule = factory.LazyFunction(lambda: dict(ORDINARY_RULE))
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class RollEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RollEntry

    round = factory.SubFactory(VotingRoundFactory)
    company = factory.SubFactory(CompanyFactory)


class VoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vote

    roll_entry = factory.SubFactory(RollEntryFactory)
    choice = Vote.Choice.YES
    cast_at = factory.LazyFunction(timezone.now)


class ResolutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resolution

    year = 2024
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Resolution {n}")
    text = "The roof is mended."
    outcome = "adopted"
    decided_on = date(2024, 5, 1)
