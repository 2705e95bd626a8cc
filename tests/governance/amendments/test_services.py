"""Amendments: put, changed, accepted, voted on."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.amendments.models import Amendment
from governance.amendments.services import (
    accept_amendment,
    edit_amendment,
    propose_amendment,
    withdraw_amendment,
)
from governance.proposals.models import Proposal
from governance.proposals.services import edit_proposal, freeze_proposal
from governance.voting.event_chain import build_record
from governance.voting.services import open_amendment_voting
from governance.voting.votes import cast_vote
from tests.factories.governance import ProposalFactory
from tests.factories.members import UserFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def messages_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.fixture
def put(electorate):
    """An amendment by the second company to a proposal of the first."""

    def amend(proposal=None, text="We mend the roof in June.", by=1) -> Amendment:
        proposal = proposal or ProposalFactory(company=electorate[0][0], text="We mend the roof in May.")
        company, person = electorate[by]
        return propose_amendment(
            proposal,
            company=company,
            author=person,
            title=proposal.title,
            text=text,
            reason="May is wet.",
            request_id=uuid.uuid4(),
        )

    return amend


def test_an_accepted_amendment_is_the_next_version(put, electorate):
    amendment = put()

    accept_amendment(amendment, by=electorate[0][1])
    accept_amendment(amendment, by=electorate[0][1])

    proposal = Proposal.objects.get()
    version = proposal.versions.latest("number")
    assert (proposal.text, version.number, version.amendment) == ("We mend the roof in June.", 2, amendment)
    assert version.note == f"Amendment 1 to “{proposal}”"


def test_an_amendment_accepted_during_freeze_is_refused(put, electorate):
    amendment = put()
    withdraw_amendment(put(amendment.proposal, "Never.", by=2), by=electorate[2][1])
    Proposal.objects.update(state="frozen")

    with pytest.raises(ValidationError, match="The text is now final"):
        accept_amendment(amendment, by=electorate[0][1])


def test_the_text_is_not_fixed_while_an_amendment_is_open(put):
    amendment = put()

    with pytest.raises(ValidationError, match="An amendment is open"):
        freeze_proposal(amendment.proposal)
    withdraw_amendment(amendment, by=amendment.author)
    assert freeze_proposal(amendment.proposal).state == "frozen"


def test_an_amendment_to_an_earlier_version_is_brought_up_to_date_first(put, electorate):
    amendment, person = put(), electorate[0][1]
    edit_proposal(amendment.proposal, title="T", text="We mend it all in May.", matter="ordinary", by=person)

    with pytest.raises(ValidationError, match="its author brings it up to date first"):
        accept_amendment(amendment, by=person)
    edit_amendment(amendment, title="T", text="We mend it all in June.", reason="Wet.")
    assert accept_amendment(amendment, by=person).state == "accepted"


def test_an_amendment_voted_on_becomes_the_text_or_not(put, electorate):
    adopted, by = put(), UserFactory()
    ends = timezone.now() + timedelta(days=7)
    for amendment, choice in ((adopted, "yes"), (None, "no")):
        amendment = amendment or put(adopted.proposal, "Never.", by=2)
        voting_round = open_amendment_voting(amendment, closes_at=ends, by=by)
        with pytest.raises(ValidationError, match="being voted on"):
            edit_proposal(amendment.proposal, title="T", text="x", matter="ordinary", by=by)
        for company, person in electorate[:3]:
            cast_vote(voting_round, company=company, answer={"choice": choice}, by=person)
        assert build_record(voting_round)["proposal"]["text"] == amendment.text
        end_now(voting_round)

    states = list(Amendment.objects.order_by("number").values_list("state", flat=True))
    proposal = Proposal.objects.get()
    assert (states, proposal.text, proposal.state) == (
        ["adopted", "rejected"],
        "We mend the roof in June.",
        "discussion",
    )


def test_the_farthest_amendment_is_put_to_the_vote_first(put, electorate, client_of):
    near = put()
    far = put(near.proposal, "We sell the house.", by=2)
    client = client_of(electorate[0][1])
    ends = timezone.localtime(timezone.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")

    refused = client.post(url("amendment_voting_open", near.proposal_id, near.number), {"closes_at": ends})
    client.post(url("amendment_voting_open", far.proposal_id, far.number), {"closes_at": ends})

    assert refused.context["form"].non_field_errors() == ["Amendment 2 changes more: it is voted on first."]
    assert near.proposal.rounds.get().amendment == far


def test_open_amendment_voting_refuses_the_nearer_amendment(put, electorate):
    near = put()
    far = put(near.proposal, "We sell the house.", by=2)
    ends, by = timezone.now() + timedelta(days=7), electorate[0][1]

    with pytest.raises(ValidationError, match="Amendment 2 changes more: it is voted on first") as refusal:
        open_amendment_voting(near, closes_at=ends, by=by)
    assert refusal.value.code == "order"
    assert open_amendment_voting(far, closes_at=ends, by=by).amendment == far


def test_a_company_puts_changes_and_withdraws_its_amendment_on_the_page(electorate, client_of):
    proposal = ProposalFactory(company=electorate[0][0], text="We mend the roof in May.")
    client = client_of(electorate[1][1])
    data = {"title": proposal.title, "text": "In June.", "reason": "Wet.", "request_id": str(uuid.uuid4())}

    unchanged = client.post(url("amendment_new", proposal.pk), data | {"text": proposal.text})
    for _ in range(2):
        page = client.post(url("amendment_new", proposal.pk), data, follow=True)
    client.post(url("amendment_edit", proposal.pk, 1), data | {"text": "In July."})

    assert unchanged.context["form"].errors["text"] == [
        "This is the current text. Edit what you want to change."
    ]
    assert "Amendment 1" in page.content.decode()
    assert Amendment.objects.get().text == "In July."
    client.post(url("amendment_withdraw", proposal.pk, 1))
    assert Amendment.objects.get().state == "withdrawn"


def test_the_proposer_accepts_on_the_page(put, electorate, client_of):
    amendment = put()

    page = client_of(electorate[0][1]).post(
        url("amendment_accept", amendment.proposal_id, amendment.number), follow=True
    )

    assert messages_of(page) == ["The amendment is the new text of the proposal."]
