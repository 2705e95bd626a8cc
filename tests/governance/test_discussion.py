"""Threads, versions, amendments and papers of a proposal."""

import uuid
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from governance.amendments.models import Amendment
from governance.amendments.services import (
    accept_amendment,
    edit_amendment,
    propose_amendment,
    withdraw_amendment,
)
from governance.attachments.models import Attachment
from governance.attachments.services import add_attachment, remove_attachment
from governance.discussion.models import Comment
from governance.discussion.services import add_comment, edit_comment
from governance.proposals.models import Proposal
from governance.proposals.services import edit_proposal, freeze_proposal
from governance.voting.event_chain import build_record
from governance.voting.services import open_amendment_voting, open_voting
from governance.voting.votes import cast_vote
from multifactory.lib.images.reading import decoding
from tests.factories.governance import CommentFactory, ProposalFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.conftest import end_now
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def messages_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


# --- Comments --------------------------------------------------------------------------------------------


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


# --- Versions --------------------------------------------------------------------------------------------


def test_any_two_versions_are_compared(client_of, representative, company):
    proposal = ProposalFactory(company=company, title="Roof", text="It costs 900.")
    for text in ("It costs 1000.", "It costs 1000 <script>."):
        edit_proposal(proposal, title="Roof", text=text, matter="ordinary", by=representative, note="price")
    client, path = client_of(representative), url("version_list", proposal.pk)

    latest, first = client.get(path), client.get(path, {"before": "1", "after": "2"})

    assert (latest.context["before"].number, latest.context["after"].number) == (2, 3)
    assert "&lt;script&gt;" in latest.content.decode() or "&lt;" in latest.content.decode()
    assert ["<del>" in first.content.decode(), "900" in first.content.decode()] == [True, True]


@pytest.mark.parametrize("query", [{"before": "9"}, {"after": "x"}, {"before": "-1", "after": "%00"}])
def test_versions_that_do_not_exist_are_refused_beside_the_field(client_of, representative, company, query):
    page = client_of(representative).get(url("version_list", ProposalFactory(company=company).pk), query)

    assert (page.status_code, set(page.context["form"].errors) == set(query)) == (200, True)


# --- Amendments ------------------------------------------------------------------------------------------


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
    withdraw_amendment(put(amendment.proposal, "Never.", by=2))
    Proposal.objects.update(state="frozen")

    with pytest.raises(ValidationError, match="The text has been fixed"):
        accept_amendment(amendment, by=electorate[0][1])


def test_the_text_is_not_fixed_while_an_amendment_is_open(put):
    amendment = put()

    with pytest.raises(ValidationError, match="An amendment is open"):
        freeze_proposal(amendment.proposal)
    withdraw_amendment(amendment)
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

    refused = client.post(url("amendment_voting", near.proposal_id, near.number), {"closes_at": ends})
    client.post(url("amendment_voting", far.proposal_id, far.number), {"closes_at": ends})

    assert refused.context["form"].non_field_errors() == ["Amendment 2 changes more: it is voted on first."]
    assert near.proposal.rounds.get().amendment == far


def test_a_company_puts_changes_and_withdraws_its_amendment_on_the_page(electorate, client_of):
    proposal = ProposalFactory(company=electorate[0][0], text="We mend the roof in May.")
    client = client_of(electorate[1][1])
    data = {"title": proposal.title, "text": "In June.", "reason": "Wet.", "request_id": str(uuid.uuid4())}

    unchanged = client.post(url("amendment_new", proposal.pk), data | {"text": proposal.text})
    for _ in range(2):
        page = client.post(url("amendment_new", proposal.pk), data, follow=True)
    client.post(url("amendment_edit", proposal.pk, 1), data | {"text": "In July."})

    assert unchanged.context["form"].errors["text"] == [
        "This is the text as it stands. Change what you want changed."
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


# --- Papers ----------------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n1 0 obj\n"


def a_picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 40), "red").save(content, "PNG")
    return content.getvalue()


def test_a_pdf_is_kept_as_sent_and_a_picture_written_anew(client_of, representative, company):
    proposal, client = ProposalFactory(company=company), client_of(representative)
    for name, content in (("quote.pdf", PDF), ("roof.png", a_picture())):
        client.post(
            url("attachment_new", proposal.pk), {"upload": SimpleUploadedFile(name, content), "name": ""}
        )

    papers = {paper.kind: paper for paper in Attachment.objects.all()}
    answers = {kind: client.get(paper.get_absolute_url()) for kind, paper in papers.items()}
    bodies = {kind: b"".join(answer.streaming_content) for kind, answer in answers.items()}

    assert [paper.name for paper in papers.values()] == ["quote", "roof"]
    assert (bodies["pdf"], bodies["image"][8:12]) == (PDF, b"WEBP")
    assert answers["pdf"]["Content-Disposition"] == 'attachment; filename="quote.pdf"'
    assert {answer["Content-Security-Policy"] for answer in answers.values()} == {
        "default-src 'none'; sandbox"
    }
    assert {answer["X-Content-Type-Options"] for answer in answers.values()} == {"nosniff"}


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"\x1b%-12345X@PJL SET NAME=x\r\n"])
def test_a_pdf_with_something_before_its_mark_is_one(representative, before):
    paper = add_attachment(
        ProposalFactory(), upload=SimpleUploadedFile("quote.pdf", before + PDF), by=representative
    )

    assert (paper.kind, paper.sha256) == ("pdf", sha256(before + PDF).hexdigest())


def test_a_picture_that_would_wait_too_long_is_asked_for_again(
    client_of, representative, company, monkeypatch
):
    monkeypatch.setattr(decoding, "wait_seconds", 0.01)
    proposal, client = ProposalFactory(company=company), client_of(representative)
    photo = image_corpus.encoded(image_corpus.drawn(1600, 1200))

    with decoding.taken():
        page = client.post(
            url("attachment_new", proposal.pk), {"upload": SimpleUploadedFile("roof.png", photo)}
        )

    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert "go back in your browser and send the form again" in page.content.decode()
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("page.html", b"<html>", "This is a web page (HTML): save it as PDF"),
        ("notes.txt", b"just words", "This is not a PDF and not a picture"),
        ("quote.docx", image_corpus.DOCX, "This is a Word document (DOCX): save it as PDF"),
        ("costs.xlsx", image_corpus.XLSX, "This is an Excel spreadsheet (XLSX): save it as PDF"),
        ("empty.pdf", b"", "empty"),
        ("long.pdf", PDF + b"x" * 5_300_000, "larger than 5 MB"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    ],
)
def test_what_is_neither_is_explained_beside_the_field(
    client_of, representative, company, name, content, fault
):
    proposal = ProposalFactory(company=company)

    page = client_of(representative).post(
        url("attachment_new", proposal.pk), {"upload": SimpleUploadedFile(name, content)}
    )

    assert [fault in text for text in page.context["form"].errors["upload"]] == [True]
    assert Attachment.objects.count() == 0


def test_a_swapped_attachment_is_impossible_once_the_text_is_fixed(representative):
    proposal = ProposalFactory()
    paper = add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)
    freeze_proposal(proposal)

    with pytest.raises(ValidationError, match="The text is fixed"):
        remove_attachment(paper)
    with pytest.raises(ValidationError, match="The text is fixed"):
        add_attachment(proposal, upload=SimpleUploadedFile("other.pdf", PDF), by=representative)


def test_the_record_commits_to_the_papers(electorate, representative):
    proposal = ProposalFactory(company=electorate[0][0])
    add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)
    ends = timezone.now() + timedelta(days=7)

    voting_round = open_voting(freeze_proposal(proposal), closes_at=ends, by=representative)

    papers = [{"name": "quote", "sha256": sha256(PDF).hexdigest()}]
    assert build_record(voting_round)["proposal"]["attachments"] == papers


@pytest.mark.django_db(transaction=True)
def test_a_removed_paper_takes_its_file_along(representative):
    proposal = ProposalFactory()
    paper = add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)
    assert default_storage.exists(paper.file.name)

    remove_attachment(paper)

    assert (default_storage.exists(paper.file.name), Attachment.objects.count()) == (False, 0)


def test_at_most_ten_papers(representative):
    proposal = ProposalFactory()
    for _ in range(10):
        add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)

    with pytest.raises(ValidationError, match="at most 10 papers"):
        add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)
    assert Comment.objects.count() == 0
