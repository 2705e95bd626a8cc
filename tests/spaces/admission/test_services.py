"""A candidate is put to the vote, once and not before its day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal, withdraw_proposal
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.services import open_voting
from members.applications.models import Application
from members.applications.part_models import ApplicationStep
from members.companies.models import Company
from spaces.admission.models import ProposedAdmission
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, OfferFactory, SpaceFactory, UnitRequestFactory
from tests.spaces.admission.conftest import propose, ripe

pytestmark = pytest.mark.django_db

State = Application.State
TODAY = timezone.localdate()


def test_a_proposal_is_open_to_discussion_at_once_and_tied_to_the_candidate(electorate):
    application, unit = ripe(), SpaceFactory(code="C17")

    proposal = propose(application, electorate[0], unit=unit, joins_on=TODAY + timedelta(days=30))

    row = ProposedAdmission.objects.get()
    assert (proposal.state, proposal.matter, proposal.effect) == ("discussion", "admission", "admit")
    assert (row.proposal, row.application, row.unit) == (proposal, application, unit)
    step = ApplicationStep.objects.get()
    assert (application.state, step.company, step.by) == (State.PROPOSED, *electorate[0])


def test_there_is_no_second_proposal_while_one_is_live(electorate):
    application = ripe()
    first = propose(application, electorate[0])

    with pytest.raises(ValidationError) as refused:
        propose(Application.objects.get(), electorate[1])
    assert (refused.value.code, Proposal.objects.count()) == ("state", 1)

    withdraw_proposal(first)
    assert Application.objects.get().state == State.OPEN
    propose(Application.objects.get(), electorate[1])
    assert Application.objects.get().state == State.PROPOSED


def test_a_form_sent_twice_is_one_proposal_and_nobody_elses(electorate):
    application, request_id = ripe(), uuid4()
    first = propose(application, electorate[0], request_id=request_id)

    assert propose(application, electorate[0], request_id=request_id) == first
    with pytest.raises(ValidationError) as refused:
        propose(application, electorate[1], request_id=request_id)
    assert (refused.value.code, Proposal.objects.count()) == ("stale", 1)


def test_opened_on_20_march_it_is_proposed_from_3_april_on(electorate, time_machine):
    opened = date(2027, 3, 20)
    days = {"submitted_on": date(2027, 3, 12), "opened_on": opened, "open_until": opened + timedelta(days=14)}
    application = ripe(**days)
    time_machine.move_to("2027-04-02T23:59:00+02:00", tick=False)
    with pytest.raises(ValidationError) as early:
        propose(application, electorate[0])
    time_machine.move_to("2027-04-03T00:01:00+02:00", tick=False)

    propose(application, electorate[0])

    assert (early.value.code, Proposal.objects.count()) == ("open_days", 1)


def test_the_days_of_submission_hold_when_the_rulebook_changes(electorate):
    application = ripe()
    Rulebook.objects.update(admission_open_days=40, admission_appeal_days=5)

    propose(application, electorate[0])

    assert (application.state, application.open_days, application.appeal_days) == (State.PROPOSED, 14, 60)


def test_what_cannot_be_is_said_when_it_is_proposed(electorate):
    taken = AllocationFactory(unit=SpaceFactory(code="C17"), start_on=TODAY)
    application = ripe()

    with pytest.raises(ValidationError, match="C17 is allocated to"):
        propose(application, electorate[0], unit=taken.unit)
    CompanyFactory(name=application.name.upper())
    with pytest.raises(ValidationError, match="There is already a company named"):
        propose(application, electorate[0])
    assert (Application.objects.get().state, Proposal.objects.count()) == (State.OPEN, 0)


def test_where_the_rulebook_wants_an_assembly_it_waits_for_one(electorate):
    MatterRule.objects.update(is_online=False)

    proposal = freeze_proposal(propose(ripe(), electorate[0]))

    with pytest.raises(ValidationError, match="assembly"):
        open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=electorate[0][1])
    assert (Application.objects.get().state, Proposal.objects.get().state) == (State.PROPOSED, "frozen")


def test_what_came_between_is_said_when_the_text_is_made_final(electorate):
    unit = SpaceFactory(code="C17")
    proposal = propose(ripe(), electorate[0], unit=unit)
    AllocationFactory(unit=unit, start_on=TODAY, end_on=TODAY + timedelta(days=400))

    with pytest.raises(ValidationError, match="C17 is allocated to"):
        freeze_proposal(proposal)
    ProposedAdmission.objects.update(unit=None)
    Application.objects.update(state=State.WITHDRAWN, closed_on=TODAY)
    with pytest.raises(ValidationError, match="withdrew its application"):
        freeze_proposal(proposal)


def test_who_else_claims_the_unit_is_named_but_for_the_offer_kept_for_the_candidate(electorate):
    unit, other = SpaceFactory(code="C17"), ripe(name="Other")
    application = ripe(name="Cartapesta", email="lucia@example.net")
    own = UnitRequestFactory(company=None, name="Lucia", email="lucia@example.net")
    OfferFactory(request=own, unit=unit)
    first, second = (propose(one, electorate[0], unit=unit) for one in (application, other))

    from governance.hooks import rival_claims  # noqa: PLC0415

    assert rival_claims(first) == [
        f"Proposal {second.pk}, “Admission of Other”, would admit Other and give it C17 (in discussion)."
    ]
    assert len(rival_claims(second)) == 2  # the offer, and the proposal of the first


def test_a_company_of_the_same_name_is_no_obstacle_once_it_is_called_otherwise(electorate):
    company = CompanyFactory(name="Cartapesta")
    Company.objects.filter(pk=company.pk).update(name="Cartapesta Mantova")

    assert propose(ripe(name="Cartapesta"), electorate[0]).state == "discussion"
