"""Writing proposals and what companies say about them."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from governance.discussion.models import Comment
from governance.discussion.services import add_comment
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, edit_proposal, open_discussion, withdraw_proposal
from tests.factories.governance import (
    ProposalFactory,
)

pytestmark = pytest.mark.django_db


def test_create_proposal_writes_a_draft(company, representative):
    words = {"title": "Mend the roof", "text": "It leaks.", "matter": "renewal"}

    proposal = create_proposal(company=company, author=representative, **words)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.company, proposal.author) == ("draft", company, representative)
    assert {name: getattr(proposal, name) for name in words} == words


def test_create_proposal_sent_twice_is_one(company, representative):
    words = {"title": "Roof", "text": "It leaks.", "matter": "renewal", "request_id": uuid.uuid4()}

    first = create_proposal(company=company, author=representative, **words)
    second = create_proposal(company=company, author=representative, **words)

    assert (first, Proposal.objects.count()) == (second, 1)


def test_create_proposal_refuses_the_request_of_somebody_else(company, representative, collaborator):
    words = {"title": "Roof", "text": "It leaks.", "matter": "renewal", "request_id": uuid.uuid4()}
    create_proposal(company=company, author=representative, **words)

    with pytest.raises(ValidationError, match="already been sent"):
        create_proposal(company=company, author=collaborator, **words)


@pytest.mark.parametrize("state", ["draft", "discussion"])
def test_edit_proposal_changes_the_words(state):
    proposal = ProposalFactory(state=state)

    edit_proposal(proposal, title="New", text="Newer", matter="budget")

    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.text, proposal.matter, proposal.state) == (
        "New",
        "Newer",
        "budget",
        state,
    )


def test_edit_proposal_is_refused_once_voting_has_opened():
    proposal = ProposalFactory(title="Old")
    Proposal.objects.update(state="voting")  # while the form was open

    with pytest.raises(ValidationError, match="can no longer be changed"):
        edit_proposal(proposal, title="New", text="Newer", matter="budget")
    assert Proposal.objects.get().title == "Old"


def test_open_discussion_pressed_twice_keeps_the_first_moment():
    proposal = ProposalFactory(state="draft")

    first = open_discussion(proposal).discussion_opened_at
    again = open_discussion(proposal)

    assert (again.state, again.discussion_opened_at) == ("discussion", first)
    assert first is not None


def test_withdraw_is_possible_until_voting_opens():
    for state in ("draft", "discussion", "frozen", "withdrawn"):
        assert withdraw_proposal(ProposalFactory(state=state)).state == "withdrawn"
    for state in ("voting", "decided"):
        with pytest.raises(ValidationError, match="before voting opens"):
            withdraw_proposal(ProposalFactory(state=state))


def test_add_comment_sent_twice_is_one(company, representative):
    said = {"kind": "concern", "text": "Who pays?", "request_id": uuid.uuid4()}
    proposal = ProposalFactory()

    first = add_comment(proposal, company=company, author=representative, **said)
    second = add_comment(proposal, company=company, author=representative, **said)

    assert (first, Comment.objects.count()) == (second, 1)


def test_add_comment_needs_an_open_discussion(company, representative):
    for state in ("draft", "decided", "withdrawn"):
        with pytest.raises(ValidationError, match="discussion is closed"):
            add_comment(
                ProposalFactory(state=state),
                company=company,
                author=representative,
                kind="for",
                text="Yes",
                request_id=uuid.uuid4(),
            )
