"""Attachments of a proposal: added and removed until its text is fixed."""

from hashlib import sha256
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.attachments.models import Attachment
from governance.proposals.models import Proposal
from governance.proposals.services import lock_proposal
from members.people.models import User
from multifactory.lib.file_kinds import DOCUMENTS, NAMES, Kind, kind_of
from multifactory.lib.files import ATTACHMENTS, delete_after_commit, keep_if_committed, new_token, path_of
from multifactory.lib.images.reading import read_image
from multifactory.lib.text.clean import clean_line
from multifactory.lib.uploads import refuse_too_large_document

MAX_ATTACHMENTS = 10

MAX_NAME_LENGTH = 120

SAVE_AS_PDF = gettext_lazy("This is %(kind)s: save it as PDF and try again.")
NEITHER = gettext_lazy("This is not a PDF and not a picture we can read. Save it as PDF and try again.")


def add_attachment(proposal: Proposal, *, upload: File, by: User, name: str = "") -> Attachment:
    """Keep a PDF as it was sent, or a picture written anew; its hash is what a round commits to."""
    kind, content = _read(upload)  # takes seconds, so before anything is locked
    return _keep(
        proposal, kind, content, name=clean_line(name) or clean_line(PurePath(upload.name or "").stem), by=by
    )


def _read(upload: File) -> tuple[Attachment.Kind, bytes]:
    upload.seek(0)
    data = upload.read()
    kind = kind_of(data)
    if kind == Kind.PDF:
        refuse_too_large_document(upload)
        return Attachment.Kind.PDF, data
    if kind in DOCUMENTS | {Kind.HTML}:
        raise ValidationError(SAVE_AS_PDF, code="format", params={"kind": NAMES[kind]})
    if kind == Kind.UNKNOWN:
        raise ValidationError(NEITHER, code="format")
    return Attachment.Kind.IMAGE, read_image(upload).large


@transaction.atomic
def _keep(proposal: Proposal, kind: Attachment.Kind, content: bytes, *, name: str, by: User) -> Attachment:
    lock_proposal(proposal)
    _ensure_text_not_fixed(proposal)
    if proposal.attachments.count() >= MAX_ATTACHMENTS:
        raise ValidationError(
            _("A proposal has at most %(most)s papers.") % {"most": MAX_ATTACHMENTS}, code="too_many"
        )
    path = path_of(ATTACHMENTS, new_token(), ".pdf" if kind == Attachment.Kind.PDF else ".webp")
    keep_if_committed([path])
    return Attachment.objects.create(
        proposal=proposal,
        name=name[:MAX_NAME_LENGTH] or _("Paper"),
        kind=kind,
        file=default_storage.save(path, ContentFile(content)),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        added_by=by,
    )


@transaction.atomic
def remove_attachment(attachment: Attachment) -> None:
    """Gone already: changes nothing."""
    lock_proposal(attachment.proposal)
    _ensure_text_not_fixed(attachment.proposal)
    deleted, _rows = Attachment.objects.filter(pk=attachment.pk).delete()
    if deleted:
        delete_after_commit([str(attachment.file.name)])


def _ensure_text_not_fixed(proposal: Proposal) -> None:
    """Attachments are fixed with the text; and none changes while an amendment is voted on."""
    if not proposal.is_editable or proposal.rounds.ongoing().exists():
        raise ValidationError(_("The text is fixed, and its papers with it."), code="state")
