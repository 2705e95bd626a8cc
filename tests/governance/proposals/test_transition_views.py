"""Leading a proposal on, by its company and by the chair."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.voting.models import VotingRound
from tests.factories.governance import ProposalFactory
from tests.governance.conftest import count_now

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def local(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_a_proposal_is_led_from_discussion_to_voting_and_back(client_of, representative, company):
    proposal, client = ProposalFactory(company=company), client_of(representative)

    steps = (
        ("proposal_freeze", "frozen"),
        ("discussion_resume", "discussion"),
        ("proposal_freeze", "frozen"),
    )
    for name, state in steps:
        client.post(url(name, proposal.pk))
        assert Proposal.objects.get().state == state
    client.post(url("voting_open", proposal.pk), {"closes_at": local(7)})

    assert Proposal.objects.get().state == "voting"


def test_a_step_that_is_refused_says_why(client_of, representative, company):
    proposal = ProposalFactory(company=company, state="decided")

    page = client_of(representative).post(url("discussion_resume", proposal.pk), follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "The discussion of this proposal cannot be taken up again."
    ]


def test_the_chair_extends_cancels_and_counts_early(put_to_vote, cast_all, client_of, coordinator):
    client = client_of(coordinator)
    first = put_to_vote()
    client.post(url("round_extend", first.proposal_id, 1), {"closes_at": local(9), "reason": "Snow."})
    client.post(url("round_cancel", first.proposal_id, 1), {"reason": "A wrong figure."})
    second = put_to_vote(ends_when_all_voted=True)
    cast_all(second, "yes", "yes", "yes", "yes", "yes")
    client.post(url("round_close_early", second.proposal_id, 1))

    rows = VotingRound.objects.order_by("pk").values_list(
        "state", "extension_reason", "cancel_reason", "outcome"
    )
    assert list(rows) == [
        ("cancelled", "Snow.", "A wrong figure.", ""),
        ("closed", "", "", "adopted"),
    ]


def test_a_reason_is_asked_beside_its_field(put_to_vote, client_of, coordinator):
    voting_round = put_to_vote()

    page = client_of(coordinator).post(url("round_cancel", voting_round.proposal_id, 1), {"reason": " "})

    assert page.context["form"].errors["reason"] == ["This field is required."]
    assert VotingRound.objects.get().state == "open"


def test_everybody_reads_why_a_proposal_waits(client_of, collaborator):
    proposal = ProposalFactory(state="deferred", state_reason="We wait for the quote.")

    page = client_of(collaborator).get(proposal.get_absolute_url()).content.decode()

    assert page.count("We wait for the quote.") == 1


def test_a_poll_names_no_quorum(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote(is_advisory=True)
    cast_all(voting_round, "yes")
    count_now(voting_round)

    page = client_of(electorate[0][1]).get(voting_round.proposal.get_absolute_url()).content.decode()

    assert ("Advice given" in page, "must take part" in page) == (True, False)


def test_standing_aside_and_taking_part_again(client_of, representative, company):
    proposal, client = ProposalFactory(), client_of(representative)

    page = client.post(
        url("recusal_declare", proposal.pk), {"company": company.pk, "reason": "Our unit."}, follow=True
    )
    assert "Our unit." in page.content.decode()
    client.post(url("recusal_withdraw", proposal.pk))

    assert proposal.recusals.count() == 0
