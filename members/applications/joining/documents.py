"""Papers of an application, added and removed by the applicant until it is put to the vote."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from members.applications.models import Application
from members.applications.part_models import ApplicationDocument
from members.applications.rules import MAX_DOCUMENTS, takes_documents
from members.applications.steps import lock_application
from multifactory.lib.files import delete_after_commit
from multifactory.lib.papers import CleanPaper, keep_paper, read_paper
from multifactory.lib.text.clean import clean_line
from multifactory.lib.uploads import refuse_too_large_document

MAX_NAME_LENGTH = 120


def add_document(application: Application, *, upload: File, name: str = "") -> ApplicationDocument:
    """Keep a PDF of at most 5 MB as it was sent, or a picture of at most 5 MB written anew."""
    refuse_too_large_document(upload)
    paper = read_paper(upload)  # takes seconds, so before anything is locked
    return _keep(application, paper, clean_line(name) or clean_line(PurePath(upload.name or "").stem))


@transaction.atomic
def _keep(application: Application, paper: CleanPaper, name: str) -> ApplicationDocument:
    lock_application(application)
    _ensure_taken(application)
    if same := application.documents.filter(sha256=paper.sha256).first():
        return same  # sent twice
    if application.documents.count() >= MAX_DOCUMENTS:
        text = _("An application can have at most %(most)d documents.") % {"most": MAX_DOCUMENTS}
        raise ValidationError({"upload": text}, code="too_many")
    return ApplicationDocument.objects.create(
        application=application,
        name=name[:MAX_NAME_LENGTH] or _("Document"),
        kind=paper.kind,
        file=keep_paper(paper),
        size=paper.size,
        sha256=paper.sha256,
    )


@transaction.atomic
def remove_document(document: ApplicationDocument) -> None:
    """Gone already: changes nothing."""
    lock_application(document.application)
    _ensure_taken(document.application)
    deleted, _rows = ApplicationDocument.objects.filter(pk=document.pk).delete()
    if deleted:
        delete_after_commit([str(document.file.name)])


def _ensure_taken(application: Application) -> None:
    if not takes_documents(application):
        text = _("The companies are deciding, or have decided: documents can no longer be changed.")
        raise ValidationError(text, code="state")
