"""Writing a proposal."""

import uuid

import pytest
from django.urls import reverse

from governance.proposals.models import Proposal
from tests.factories.governance import (
    ProposalFactory,
)

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_representative_writes_a_draft(client_of, representative, company):
    data = {"title": "Roof", "matter": "renewal", "text": "It **leaks**.", "request_id": str(uuid.uuid4())}
    client = client_of(representative)

    response = client.post(url("proposal_new"), data)
    client.post(url("proposal_new"), data)

    proposal = Proposal.objects.get()
    assert response.url == proposal.get_absolute_url()
    assert (proposal.title, proposal.state, proposal.company) == ("Roof", "draft", company)
    page = client.get(response.url).content.decode()
    assert "<strong>leaks</strong>" in page
    assert "Open the discussion" in page


def test_a_proposal_without_words_gets_its_form_back(client_of, representative):
    response = client_of(representative).post(url("proposal_new"), {"title": " ", "matter": "roofs"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"title", "matter", "text"}
    assert Proposal.objects.count() == 0


def test_the_words_change_until_voting_opens(client_of, representative, company):
    proposal = ProposalFactory(company=company, title="Old")
    client, page = client_of(representative), url("proposal_edit", proposal.pk)
    data = {"title": "New", "matter": "budget", "text": "Newer"}

    assert client.post(page, data).url == proposal.get_absolute_url()
    Proposal.objects.update(state="voting")
    refused = client.post(page, data | {"title": "Newest"})

    assert refused.context["form"].non_field_errors() == [
        "The text is now final: it can no longer be changed."
    ]
    assert 'value="Newest"' in refused.content.decode()
    assert Proposal.objects.get().title == "New"
    assert client.get(page).url == proposal.get_absolute_url()


def test_discussion_opens_and_a_second_click_says_the_same(client_of, representative, company):
    proposal = ProposalFactory(company=company, state="draft")
    client = client_of(representative)

    answers = [client.post(url("discussion_open", proposal.pk), follow=True) for _ in range(2)]

    expected = ["The discussion is open: every company reads the proposal and can answer."]
    assert [messages_of(answer) for answer in answers] == [expected, expected]
    assert Proposal.objects.get().state == "discussion"


def test_withdrawing_asks_first(client_of, representative, company):
    proposal = ProposalFactory(company=company)
    client, page = client_of(representative), url("proposal_withdraw", proposal.pk)

    assert "This cannot be undone." in client.get(page).content.decode()
    assert Proposal.objects.get().state == "discussion"
    assert client.post(page).url == proposal.get_absolute_url()
    assert Proposal.objects.get().state == "withdrawn"


def test_people_of_other_companies_do_not_steer_a_proposal(
    client_of, representative, coordinator, collaborator
):
    proposal = ProposalFactory()
    names = ("proposal_edit", "discussion_open", "proposal_withdraw")

    for person in (representative, collaborator, coordinator):
        client = client_of(person)
        assert [client.post(url(name, proposal.pk)).status_code for name in names] == [403, 403, 403]


def test_a_draft_of_another_company_is_not_there(client_of, representative, coordinator):
    draft = ProposalFactory(state="draft")

    for person in (representative, coordinator):
        assert client_of(person).get(draft.get_absolute_url()).status_code == 404


def test_an_address_beyond_all_numbers_is_not_there(client_of, representative):
    client = client_of(representative)

    assert client.get(f"/decisions/{10**30}/").status_code == 404
    assert client.get(f"/resolutions/{10**30}/{10**30}/").status_code == 404
