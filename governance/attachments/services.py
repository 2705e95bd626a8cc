"""Attachments of a proposal: added and removed until its text is fixed."""

from hashlib import sha256
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from governance.attachments.models import Attachment
from governance.proposals.models import Proposal
from governance.proposals.services import lock_proposal
from members.people.models import User
from multifactory.lib.files import ATTACHMENTS, delete_after_commit, keep_if_committed, new_token, path_of
from multifactory.lib.images.reading import read_image

MAX_ATTACHMENTS = 10
PDF_SIGNATURE = b"%PDF-"
MAX_NAME_LENGTH = 120


@transaction.atomic
def add_attachment(proposal: Proposal, *, upload: File, by: User, name: str = "") -> Attachment:
    """Keep a PDF as it was sent, or a picture written anew; its hash is what a round commits to."""
    lock_proposal(proposal)
    _ensure_text_not_fixed(proposal)
    if proposal.attachments.count() >= MAX_ATTACHMENTS:
        raise ValidationError(
            _("A proposal has at most %(most)s papers.") % {"most": MAX_ATTACHMENTS}, code="too_many"
        )
    upload.seek(0)
    is_pdf = upload.read(len(PDF_SIGNATURE)) == PDF_SIGNATURE
    upload.seek(0)
    content = upload.read() if is_pdf else read_image(upload).large
    path = path_of(ATTACHMENTS, new_token(), ".pdf" if is_pdf else ".webp")
    keep_if_committed([path])
    return Attachment.objects.create(
        proposal=proposal,
        name=(name.strip() or PurePath(upload.name or "").stem)[:MAX_NAME_LENGTH] or _("Paper"),
        kind=Attachment.Kind.PDF if is_pdf else Attachment.Kind.IMAGE,
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
