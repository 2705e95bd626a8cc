"""Elections with their candidates, and petitions, for tests."""

import uuid

import factory
from django.utils import timezone

from governance.assemblies.elections.models import Candidacy, ProposedElection
from governance.assemblies.elections.services import propose_candidate
from governance.assemblies.petitions.models import Petition, PetitionSignature
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, open_discussion
from members.people.models import Membership
from tests.factories.governance import ProposalFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory


def make_election(place: Membership, *, seats: int = 1, kind: str = "director", **row) -> Proposal:
    """In discussion, by the company of a representative; nobody stands yet."""
    proposal = create_proposal(
        company=place.company,
        author=place.user,
        title="Board for the coming years",
        text="We elect the board.",
        matter="election",
        method="approval",
        seats=seats,
        effect="election",
        effect_row=ProposedElection(kind=kind, **row),
    )
    return open_discussion(proposal, by=place.user)


def make_candidates(proposal: Proposal, number: int) -> list[Candidacy]:
    """On the ballot as A, B, C …, each the representative of a company of their own."""
    places = [MembershipFactory(role="representative") for _ in range(number)]
    return [
        propose_candidate(proposal, user=place.user, company=place.company, by=place.user) for place in places
    ]


class CandidacyFactory(factory.django.DjangoModelFactory):
    """Proposed by somebody else, without an answer; the proposal is an election of one director."""

    class Meta:
        model = Candidacy

    proposal = factory.LazyFunction(lambda: _election())
    user = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)


def _election() -> Proposal:
    proposal = ProposalFactory(matter="election", method="approval", effect="election")
    ProposedElection.objects.create(proposal=proposal)
    return proposal


class PetitionFactory(factory.django.DjangoModelFactory):
    """Open, without a signature."""

    class Meta:
        model = Petition

    title = factory.Sequence(lambda n: f"Petition {n}")
    text = "The roof must be talked about by all of us."
    company = factory.SubFactory(CompanyFactory)
    request_id = factory.LazyFunction(uuid.uuid4)


class PetitionSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PetitionSignature

    petition = factory.SubFactory(PetitionFactory)
    company = factory.SubFactory(CompanyFactory)
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)
