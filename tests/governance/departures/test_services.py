"""A company leaves by its own word or by a resolution, and everybody hears of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.departures.corrections import correct_due_rolls
from governance.departures.models import Departure, ProposedExclusion
from governance.departures.services import declare_departure, readmit_company, withdraw_departure
from governance.proposals.services import freeze_proposal
from governance.resolutions.models import Resolution
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from members.companies.models import Company
from tests.factories.governance import DepartureFactory, ProposalFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def told() -> list[tuple[str, str]]:
    return sorted((one.to[0], one.subject) for one in mail.outbox)


def test_a_representative_declares_it_and_all_companies_are_told(electorate):
    company, person = electorate[1]

    departure = declare_departure(company, leaves_on=in_days(30), by=person, note="We move to Mantua.")

    company.refresh_from_db()
    assert (company.left_on, departure.kind, departure.entered_by) == (in_days(30), "declared", person)
    subject = f"{company} leaves the multifactory"
    assert told() == sorted((other.email, subject) for _company, other in electorate)
    assert "We move to Mantua." in mail.outbox[0].body
    again = declare_departure(company, leaves_on=in_days(30), by=person)
    assert (again, len(mail.outbox)) == (departure, 5)


def test_nobody_else_says_so(electorate, coordinator):
    company = electorate[1][0]
    collaborator = MembershipFactory(company=company, role="collaborator").user
    for person in (coordinator, collaborator, electorate[2][1]):
        with pytest.raises(ValidationError, match="Only a representative of"):
            declare_departure(company, leaves_on=in_days(30), by=person)
    assert Company.objects.filter(left_on=None).count() == 5


@pytest.mark.parametrize("days", [-1, 0, 6])
def test_there_is_a_week_for_everybody_to_hear_of_it(electorate, days):
    company, person = electorate[1]

    with pytest.raises(ValidationError, match="at least 7 days from now"):
        declare_departure(company, leaves_on=in_days(days), by=person)


def test_it_is_declared_once(electorate):
    company, person = electorate[1]
    declare_departure(company, leaves_on=in_days(30), by=person)

    with pytest.raises(ValidationError, match="is already leaving"):
        declare_departure(company, leaves_on=in_days(60), by=person)


def test_a_company_takes_it_back_before_the_day_and_all_are_told(electorate):
    company, person = electorate[1]
    departure = declare_departure(company, leaves_on=in_days(30), by=person)
    mail.outbox.clear()

    withdraw_departure(departure, by=person)

    company.refresh_from_db()
    departure.refresh_from_db()
    assert (company.left_on, departure.withdrawn_by) == (None, person)
    assert {subject for _to, subject in told()} == {f"{company} stays in the multifactory"}
    assert len(told()) == 5


def test_a_coordinator_does_not_take_back_what_a_company_declared(electorate, coordinator):
    departure = declare_departure(electorate[1][0], leaves_on=in_days(30), by=electorate[1][1])

    with pytest.raises(ValidationError, match="Until that day only the company itself"):
        readmit_company(departure, by=coordinator, reason="They are needed.")
    with pytest.raises(ValidationError, match="Only a representative of"):
        withdraw_departure(departure, by=coordinator)


def test_a_day_taken_back_by_a_coordinator_touches_no_open_round(put_to_vote, electorate, coordinator):
    voting_round = put_to_vote()
    company = electorate[1][0]
    departure = DepartureFactory(company=company)  # its day has come, and no worker has been
    mail.outbox.clear()

    readmit_company(departure, by=coordinator, reason="It came back.")

    company.refresh_from_db()
    assert company.left_on is None
    assert voting_round.roll.get(company=company).standing == "left"
    assert correct_due_rolls() == 0
    assert end_now(voting_round).entitled == 4
    bodies = [one.body for one in mail.outbox if "stays" in one.subject]
    assert (len(bodies), all("It came back." in body for body in bodies)) == (5, True)
    departure.refresh_from_db()
    assert (departure.withdrawn_by, departure.withdrawal_reason) == (coordinator, "It came back.")


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "excluded"},
        {"kind": "declared", "leaves_on": in_days(0), "entered_on": in_days(0)},
    ],
    ids=["an exclusion nobody decided", "today"],
)
def test_the_database_refuses(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        DepartureFactory(**values)


def test_what_was_declared_is_not_rewritten():
    departure = DepartureFactory()
    for change in ({"leaves_on": in_days(5)}, {"kind": "entered"}, {"company": CompanyFactory()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Departure.objects.filter(pk=departure.pk).update(**change)


# --- Exclusion -------------------------------------------------------------------------------------------


def an_exclusion(company, own, **values):
    proposal = ProposalFactory(company=own, matter="admission", effect="exclude")
    ProposedExclusion.objects.create(proposal=proposal, company=company, **values)
    return proposal


def test_a_resolution_excludes_from_the_day_after(electorate, cast_all):
    company = electorate[4][0]
    proposal = freeze_proposal(an_exclusion(company, electorate[0][0]))
    other = freeze_proposal(ProposalFactory(company=electorate[0][0]))
    closes_at = timezone.now() + timedelta(days=7)
    still_open = open_voting(other, closes_at=closes_at, by=UserFactory())
    voting_round = open_voting(proposal, closes_at=closes_at, by=UserFactory())
    cast_all(voting_round, "yes", "yes", "yes")
    mail.outbox.clear()

    end_now(voting_round)

    resolution = Resolution.objects.get()
    departure = Departure.objects.get()
    assert (resolution.effect_state, departure.kind, departure.resolution) == ("done", "excluded", resolution)
    assert departure.leaves_on == Company.objects.get(pk=company.pk).left_on == in_days(1)
    assert f"{company} leaves the multifactory" in {one.subject for one in mail.outbox}
    assert still_open.roll.get(company=company).standing == "entitled"  # until the day has come


def test_an_exclusion_never_comes_earlier_than_the_day_after(electorate, cast_all):
    proposal = freeze_proposal(an_exclusion(electorate[4][0], electorate[0][0], leaves_on=in_days(-3)))
    voting_round = open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=UserFactory())
    cast_all(voting_round, "yes", "yes", "yes")

    end_now(voting_round)

    assert Departure.objects.get().leaves_on == in_days(1)


def test_whoever_is_leaving_already_is_not_put_to_the_vote(electorate):
    company, person = electorate[4]
    declare_departure(company, leaves_on=in_days(30), by=person)

    with pytest.raises(ValidationError, match="is already leaving"):
        freeze_proposal(an_exclusion(company, electorate[0][0]))


def test_the_company_to_exclude_is_asked_and_may_vote(electorate):
    company, person = electorate[4]
    proposal = an_exclusion(company, electorate[0][0])

    freeze_proposal(proposal)

    assert [one.to for one in mail.outbox] == [[person.email]]
    voting_round = open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=UserFactory())
    assert cast_vote(voting_round, company=company, answer={"choice": "no"}, by=person).revision == 1


def test_a_proposal_to_exclude_is_written_on_the_page(client_of, electorate):
    (_own, person), (company, _) = electorate[0], electorate[4]
    client = client_of(person)
    page = f"{reverse('governance:proposal_new')}?effect=exclude"
    form = client.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"title": "They never pay", "text": "They go.", "effect-company": company.pk}

    response = client.post(page, data)

    assert response.status_code == 302
    assert ProposedExclusion.objects.get().company == company
    assert f"{company} is excluded" in client.get(response.url).content.decode()
