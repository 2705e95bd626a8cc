"""Proposals, rounds and votes for tests."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from governance.amendments.models import Amendment
from governance.discussion.models import Comment
from governance.proposals.models import Proposal, ProposalVersion
from governance.resolutions.models import Resolution
from governance.rulebook.models import Rulebook, VotingSuspension
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.record import new_nonce
from tests.factories.members import CompanyFactory, UserFactory

ORDINARY_RULE = {
    "base": "present",
    "numerator": 1,
    "denominator": 2,
    "is_strict": True,
    "quorum_numerator": 1,
    "quorum_denominator": 2,
    "quorum_of": "members",
    "is_tie_run_off": False,
    "second_quorum_numerator": None,
    "second_quorum_denominator": None,
}

# Of a round older than the record's second version: it counts those entitled, and has its lot from the start.
FIRST_VERSION_RULE = {
    name: value for name, value in ORDINARY_RULE.items() if name not in ("quorum_of", "is_tie_run_off")
}


class ProposalFactory(factory.django.DjangoModelFactory):
    """With its first version."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Proposal {n}")
    text = "Let us mend the roof."
    company = factory.SubFactory(CompanyFactory)
    author = factory.SubFactory(UserFactory)
    state = Proposal.State.DISCUSSION
    method = "motion"
    is_choice = factory.LazyAttribute(lambda one: one.method in ("ranked", "approval"))

    @factory.post_generation
    def version(proposal, create, extracted, **kwargs):  # noqa: N805  the row that was made
        if create:
            ProposalVersion.objects.create(
                proposal=proposal, title=proposal.title, text=proposal.text, author=proposal.author
            )


class AmendmentFactory(factory.django.DjangoModelFactory):
    """Open, on the latest version."""

    class Meta:
        model = Amendment

    proposal = factory.SubFactory(ProposalFactory)
    number = factory.LazyAttribute(lambda one: one.proposal.amendments.count() + 1)
    base = factory.LazyAttribute(lambda one: one.proposal.versions.latest("number"))
    title = factory.LazyAttribute(lambda one: one.proposal.title)
    text = "Let us mend half the roof."
    reason = "The other half is dry."
    company = factory.SubFactory(CompanyFactory)
    author = factory.SubFactory(UserFactory)
    request_id = factory.LazyFunction(uuid.uuid4)


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
    version = factory.LazyAttribute(lambda one: one.proposal.versions.latest("number"))
    number = factory.LazyAttribute(lambda one: one.proposal.rounds.count() + 1)
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
    answer = factory.LazyAttribute(lambda one: {"choice": str(one.choice)})
    nonce = factory.LazyFunction(new_nonce)
    cast_at = factory.LazyFunction(timezone.now)


class VotingSuspensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VotingSuspension

    company = factory.SubFactory(CompanyFactory)
    start_on = factory.LazyFunction(timezone.localdate)
    reason = "dues of three months"


class ResolutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resolution

    year = 2024
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Resolution {n}")
    text = "The roof is mended."
    outcome = "adopted"
    decided_on = date(2024, 5, 1)
