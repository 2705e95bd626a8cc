"""Files that belong to a proposal."""

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

from governance.attachments.models import Attachment
from governance.attachments.services import add_attachment, remove_attachment
from governance.discussion.models import Comment
from governance.proposals.services import freeze_proposal
from governance.voting.event_chain import build_record
from governance.voting.services import open_voting
from multifactory.lib.images.reading import decoding
from tests.factories.governance import ProposalFactory
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


PDF = b"%PDF-1.7\n1 0 obj\n"
SIGNED = bytes.fromhex("3082100006092a864886f70d010702a0820ff1") + PDF  # RFC 5652


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
        ("minutes.pdf.p7m", SIGNED, "This is a file with a digital signature (P7M): save it as PDF"),
        ("all.zip", image_corpus.archive("a.txt"), "This is a ZIP archive: save it as PDF"),
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

    with pytest.raises(ValidationError, match="The text is final"):
        remove_attachment(paper)
    with pytest.raises(ValidationError, match="The text is final"):
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

    with pytest.raises(ValidationError, match="at most 10 attachments"):
        add_attachment(proposal, upload=SimpleUploadedFile("quote.pdf", PDF), by=representative)
    assert Comment.objects.count() == 0
