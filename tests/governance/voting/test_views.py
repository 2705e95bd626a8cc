"""Opening a round on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Proposal
from tests.factories.governance import (
    ProposalFactory,
)

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def local(days: float) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_the_proposer_or_a_coordinator_opens_voting(client_of, representative, coordinator, company):
    for person in (representative, coordinator):
        proposal = ProposalFactory(company=company, state="frozen")
        client, page = client_of(person), url("voting_open", proposal.pk)
        assert "1 member company" in client.get(page).content.decode()

        answers = [client.post(page, {"closes_at": local(7)}) for _ in range(2)]

        assert [answer.url for answer in answers] == [proposal.get_absolute_url()] * 2
        assert proposal.rounds.get().opened_by == person


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "This field is required."),
        ("soon", "Enter a valid date/time."),
        ("2027-03-28T02:30", "The clocks change during this hour"),
        ("2027-10-31T02:30", "The clocks change during this hour"),
        ("9999-12-31T23:59", "Voting stays open for at most 60 days."),
        ("2020-01-01T00:00", "Voting stays open for at least 24 hours."),
    ],
)
def test_an_impossible_end_is_explained_beside_the_field(client_of, representative, company, value, message):
    proposal = ProposalFactory(company=company, state="frozen")

    response = client_of(representative).post(url("voting_open", proposal.pk), {"closes_at": value})

    assert response.status_code == 200
    assert [message in error for error in response.context["form"].errors["closes_at"]] == [True]
    assert Proposal.objects.get().state == "frozen"


def test_the_end_is_read_on_the_clock_of_the_multifactory(client_of, representative, company):
    proposal = ProposalFactory(company=company, state="frozen")
    typed = local(7)

    client_of(representative).post(url("voting_open", proposal.pk), {"closes_at": typed})

    assert timezone.localtime(proposal.rounds.get().closes_at).strftime("%Y-%m-%dT%H:%M") == typed
