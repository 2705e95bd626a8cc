"""What offices, elections and petitions hold about a person, and what becomes of it."""

import pytest

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.personal_data import collect_candidacies
from governance.assemblies.elections.services import accept_candidacy
from governance.assemblies.petitions.personal_data import collect_signatures
from governance.assemblies.petitions.services import begin_petition, withdraw_signature
from governance.offices.personal_data import collect_offices
from governance.offices.services import enter_office
from members.personal_data.erasure import erase_person
from tests.factories.elections import CandidacyFactory, make_candidates, make_election
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return MembershipFactory(role="representative")


def test_a_person_reads_their_offices_candidacies_and_signatures(place, coordinator):
    resolution = ResolutionFactory()
    enter_office(
        kind="auditor",
        user=place.user,
        company=place.company,
        start_on=resolution.decided_on,
        resolution=resolution,
        by=coordinator,
    )
    accept_candidacy(CandidacyFactory(user=place.user), by=place.user, statement="I keep order.")
    MembershipFactory(role="representative")
    petition = begin_petition(company=place.company, by=place.user, title="Roof", text="It leaks.")
    withdraw_signature(petition, company=place.company, by=place.user)

    assert [one["kind"] for one in collect_offices(place.user)["offices"]] == ["auditor"]
    assert [one["kind"] for one in collect_offices(coordinator)["offices_entered"]] == ["auditor"]
    assert [one["statement"] for one in collect_candidacies(place.user)["candidacies"]] == ["I keep order."]
    signed = collect_signatures(place.user)
    assert [one["petition_title"] for one in signed["petitions_signed"]] == ["Roof"]
    assert [one["petition_title"] for one in signed["petitions_unsigned"]] == ["Roof"]


def test_who_is_erased_stands_nowhere_any_more_and_what_they_said_is_gone(place, coordinator):
    MembershipFactory(role="representative", company=place.company)
    proposal = make_election(MembershipFactory(role="representative"))
    (other,) = make_candidates(proposal, 1)
    candidacy = CandidacyFactory(proposal=proposal, user=place.user, company=place.company)
    accept_candidacy(candidacy, by=place.user, statement="I keep order.")

    erase_person(place.user, by=coordinator)

    candidacy = Candidacy.objects.get(pk=candidacy.pk)
    assert (candidacy.statement, candidacy.option, candidacy.accepted_at) == ("", None, None)
    assert candidacy.withdrawn_at is not None
    assert [option.pk for option in proposal.options.all()] == [other.option_id]
