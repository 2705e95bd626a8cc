"""Suspending a vote: by what, from when, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.suspensions.models import VotingSuspension
from governance.suspensions.services import end_suspension, suspend_company
from governance.voting.models import RollEntry
from governance.voting.votes import cast_vote
from multifactory.lib.formats import format_day
from tests.factories.governance import ResolutionFactory, VotingSuspensionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
CITE = "Name the resolution or the entry of the rulebook that suspends the company."
ADD = "/admin/governance/votingsuspension/add/"


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def suspend(company, **values):
    given = {"start_on": in_days(1), "reason": "two quotas in arrears", "by": UserFactory()}
    return suspend_company(company, **given | {"rulebook_entry": "Article 9"} | values)


def refusal(**values) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        suspend(CompanyFactory(), **values)
    return caught.value.messages


def test_all_representatives_are_told_at_once_from_when_why_and_by_what():
    company = CompanyFactory(name="Legno Vivo")
    people = [MembershipFactory(company=company, role="representative").user.email for _ in range(2)]
    MembershipFactory(company=company, role="collaborator")

    suspend(company, resolution=ResolutionFactory(title="Arrears of spring"), rulebook_entry="")

    assert sorted(address for one in mail.outbox for address in one.to) == sorted(people)
    assert {one.subject for one in mail.outbox} == {f"Legno Vivo cannot vote from {format_day(in_days(1))}"}
    assert "Reason: two quotas in arrears" in mail.outbox[0].body
    assert "Arrears of spring" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"rulebook_entry": ""},
            "Name the resolution or the entry of the rulebook that suspends the company.",
        ),
        (
            {"rulebook_entry": "  "},
            "Name the resolution or the entry of the rulebook that suspends the company.",
        ),
        ({"start_on": in_days(0)}, "A suspension starts tomorrow at the earliest."),
    ],
    ids=["nothing cited", "blanks cited", "today"],
)
def test_nobody_suspends_alone_or_from_today(values, words):
    """Both were saved, without a mail."""
    assert words in refusal(**values)
    assert VotingSuspension.objects.count() == len(mail.outbox) == 0


def test_a_resolution_that_was_not_adopted_suspends_nobody():
    assert refusal(resolution=ResolutionFactory(outcome="rejected")) == ["This resolution was not adopted."]


@pytest.mark.parametrize(
    "change",
    [{"rulebook_entry": ""}, {"start_on": in_days(0), "entered_on": in_days(0)}],
    ids=["cites", "starts_later"],
)
def test_the_database_refuses_the_same(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        VotingSuspensionFactory(**{"start_on": in_days(1), "entered_on": in_days(0)} | change)


def test_what_was_entered_is_not_rewritten():
    suspension = suspend(CompanyFactory())
    for change in ({"start_on": in_days(5)}, {"rulebook_entry": "Article 1"}, {"company": CompanyFactory()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VotingSuspension.objects.filter(pk=suspension.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        suspension.delete()


def test_a_suspension_never_touches_a_round_that_is_open(put_to_vote, electorate):
    voting_round = put_to_vote()
    company, person = electorate[1]

    suspend(company)

    standing = voting_round.roll.get(company=company).standing
    assert standing == RollEntry.Standing.ENTITLED
    assert cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=person).revision == 1


def test_ending_it_early_is_told_and_kept_with_who():
    company, by = CompanyFactory(name="Legno Vivo"), UserFactory()
    MembershipFactory(company=company, role="representative")
    suspension = suspend(company)
    mail.outbox.clear()

    ended = end_suspension(suspension, end_on=in_days(0), by=by)

    assert (ended.start_on, ended.end_on, ended.ended_by) == (in_days(1), in_days(1), by)  # never began
    assert [one.subject for one in mail.outbox] == ["Legno Vivo can vote again"]
    assert not VotingSuspension.objects.on(in_days(1)).exists()


def test_an_end_only_comes_nearer():
    suspension = suspend(CompanyFactory(), end_on=in_days(30))
    for day in (in_days(31), in_days(-1)):
        with pytest.raises(ValidationError):
            end_suspension(suspension, end_on=day, by=UserFactory())


def test_the_back_office_enters_one_with_who_and_says_what_is_missing(client_of, coordinator):
    company, client = CompanyFactory(), client_of(coordinator)
    form = {"company": company.pk, "start_on": in_days(1), "reason": "arrears", "rulebook_entry": ""}

    refused = client.post(ADD, form)
    assert "Name the resolution or the entry of the rulebook" in refused.content.decode()
    refused = client.post(ADD, form | {"rulebook_entry": "Article 9", "start_on": in_days(0)})
    assert "A suspension starts tomorrow at the earliest." in refused.content.decode()
    client.post(ADD, form | {"rulebook_entry": "Article 9"})

    assert [(one.company, one.entered_by) for one in VotingSuspension.objects.all()] == [
        (company, coordinator)
    ]
    suspension = VotingSuspension.objects.get()
    page = reverse("admin:governance_votingsuspension_change", args=[suspension.pk])
    assert client.post(page, form | {"rulebook_entry": "Article 1"}).status_code == 403


def test_the_back_office_ends_one_by_an_action(client_of, coordinator):
    suspension = VotingSuspensionFactory(start_on=in_days(-3))
    data = {"action": "end_suspension", "_selected_action": suspension.pk, "end_on": in_days(0), "do": "1"}

    client_of(coordinator).post(reverse("admin:governance_votingsuspension_changelist"), data)

    suspension.refresh_from_db()
    assert (suspension.end_on, suspension.ended_by) == (in_days(0), coordinator)
