"""Comments on the page of a proposal."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.discussion.services import add_comment, edit_comment
from tests.factories.governance import CommentFactory, ProposalFactory
from tests.factories.members import MembershipFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def test_an_answer_to_an_answer_joins_the_thread(company, representative):
    proposal = ProposalFactory()
    first = CommentFactory(proposal=proposal)
    words = {"company": company, "author": representative, "kind": "for", "text": "Yes"}

    answer = add_comment(proposal, parent=first, request_id=uuid.uuid4(), **words)
    deeper = add_comment(proposal, parent=answer, request_id=uuid.uuid4(), **words)

    assert (answer.parent, deeper.parent) == (first, first)


def test_answering_on_the_page_hangs_the_answer_under_its_question(client_of, representative, company):
    proposal = ProposalFactory()
    first = CommentFactory(proposal=proposal, text="Who pays?")
    client = client_of(representative)

    form_page = client.get(proposal.get_absolute_url(), {"answer": first.pk})
    data = {"company": company.pk, "kind": "for", "text": "We do.", "parent": first.pk}
    page = client.post(url("comment_new", proposal.pk), data | {"request_id": uuid.uuid4()}, follow=True)

    assert "to " + first.company.name in form_page.content.decode()
    shown = [(one.is_answer, one.html) for one in page.context["comments"]]
    assert shown == [(False, "<p>Who pays?</p>\n"), (True, "<p>We do.</p>\n")]


def test_a_comment_of_another_discussion_cannot_be_answered_here(client_of, representative, company):
    proposal, elsewhere = ProposalFactory(), CommentFactory()
    data = {"company": company.pk, "kind": "for", "text": "Yes", "parent": elsewhere.pk}

    page = client_of(representative).post(
        url("comment_new", proposal.pk), data | {"request_id": uuid.uuid4()}
    )

    assert (page.status_code, proposal.comments.count()) == (200, 0)


def test_a_changed_comment_keeps_what_it_said(client_of, representative, company):
    comment = CommentFactory(author=representative, company=company, kind="question", text="Who pays?")
    client, path = client_of(representative), url("comment_edit", comment.proposal_id, comment.pk)

    client.post(path, {"kind": "concern", "text": "Nobody pays."})
    client.post(path, {"kind": "concern", "text": "Nobody pays."})

    comment.refresh_from_db()
    assert (comment.kind, comment.text) == ("concern", "Nobody pays.")
    assert list(comment.edits.values_list("kind", "text")) == [("question", "Who pays?")]
    history = client.get(url("comment_history", comment.proposal_id, comment.pk)).content.decode()
    assert "Who pays?" in history


def test_only_its_author_changes_a_comment(client_of, representative, company):
    colleague = MembershipFactory(company=company, role="representative").user
    comment = CommentFactory(author=representative, company=company)

    answer = client_of(colleague).post(
        url("comment_edit", comment.proposal_id, comment.pk), {"kind": "for", "text": "x"}
    )

    assert answer.status_code == 403


def test_edit_comment_is_refused_once_the_discussion_is_closed():
    comment = CommentFactory(proposal__state="decided")

    with pytest.raises(ValidationError, match="discussion is closed"):
        edit_comment(comment, kind="for", text="Now I am for it.")


def test_the_page_says_who_speaks_for_what_by_their_last_word(client_of, representative):
    proposal = ProposalFactory()
    first = CommentFactory(proposal=proposal, kind="against")
    CommentFactory(proposal=proposal, kind="question")
    CommentFactory(proposal=proposal, kind="for", company=first.company)
    other = CommentFactory(proposal=proposal, kind="concern")

    page = client_of(representative).get(proposal.get_absolute_url())

    assert page.context["stands"] == [
        ("yes", "for", first.company.name),
        ("waiting", "concern", other.company.name),
    ]
    narrowed = client_of(representative).get(proposal.get_absolute_url(), {"kind": "concern"})
    assert [one.pk for one in narrowed.context["comments"]] == [other.pk]
