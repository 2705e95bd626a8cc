"""Candidates at the same moment, on real threads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.closing.services import close_due_rounds
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.applications.joining.applying import withdraw
from members.applications.models import Application
from members.companies.models import Company
from members.people.models import Invitation
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.building.models import Space
from spaces.requests.models import UnitRequest
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import SpaceFactory
from tests.spaces.admission.conftest import open_vote, propose, ripe
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

State = Application.State


def ended(voting_round: VotingRound) -> None:
    """Its end has passed; nobody has counted it yet."""
    ended_at = timezone.now() - timedelta(milliseconds=1)
    VotingRound.objects.filter(pk=voting_round.pk).update(
        opened_at=ended_at - timedelta(days=8), closes_at=ended_at
    )


def test_of_two_representatives_who_propose_one_candidate_one_gets_through(electorate):
    ripe()

    def one_proposes(place):
        return lambda: propose(Application.objects.get(), place)

    answers = at_once(*[one_proposes(place) for place in electorate[:4]])

    refused = [one for one in answers if isinstance(one, ValidationError)]
    assert (Proposal.objects.count(), len(refused)) == (1, 3)
    assert {one.code for one in refused} == {"state"}
    assert Application.objects.get().state == State.PROPOSED


def test_two_clicks_of_one_form_are_one_proposal(electorate):
    ripe()
    request_id = "0b6f2c70-64a7-4fd4-a3cf-0b62ba3bc5a1"

    answers = at_once(*[lambda: propose(Application.objects.get(), electorate[0], request_id=request_id)] * 3)

    assert {one.pk for one in answers} == {Proposal.objects.get().pk}


@pytest.mark.parametrize("attempt", range(3))
def test_a_withdrawal_at_the_closing_makes_a_company_or_a_blocked_effect(electorate, cast_all, attempt):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, "yes", "yes", "yes")
    ended(voting_round)

    answers = at_once(close_due_rounds, lambda: withdraw(Application.objects.get()), close_due_rounds)

    application, resolution = Application.objects.get(), Resolution.objects.get()
    companies = Company.objects.filter(name="Cartapesta").count()
    was_refused = isinstance(answers[1], ValidationError)
    outcome = (application.state, resolution.effect_state, companies, was_refused)
    assert outcome in [(State.ACCEPTED, "done", 1, True), (State.WITHDRAWN, "blocked", 0, False)]
    assert VotingRound.objects.get().outcome == "adopted"


@pytest.mark.parametrize("attempt", range(3))
def test_a_unit_given_by_hand_at_the_closing_goes_to_one_and_the_other_is_told(electorate, cast_all, attempt):
    unit, quick, by = SpaceFactory(code="C17"), CompanyFactory(name="Quick"), UserFactory()
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0], unit=unit))
    cast_all(voting_round, "yes", "yes", "yes")
    ended(voting_round)
    day = timezone.localdate() + timedelta(days=1)

    answers = at_once(
        close_due_rounds,
        lambda: allocate(Space.objects.get(pk=unit.pk), company=quick, start_on=day, reason="by hand", by=by),
    )

    holder, company = Allocation.objects.get().company, Company.objects.get(name="Cartapesta")
    waiting = UnitRequest.objects.waiting().filter(company=company).count()
    was_refused = isinstance(answers[1], ValidationError)
    assert (holder, waiting, was_refused) in [(company, 0, True), (quick, 1, False)]
    assert Resolution.objects.get().effect_state == "done"


def test_closed_by_many_at_once_it_is_one_company(electorate, cast_all):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, "yes", "yes", "yes")
    ended(voting_round)

    at_once(*[close_due_rounds] * 4)

    assert Company.objects.filter(name__startswith="Cartapesta").count() == 1
    assert Invitation.objects.count() == 1
