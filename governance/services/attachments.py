"""Papers of a proposal: added and removed until its text is fixed."""

from hashlib import sha256
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from governance.models import Attachment, Proposal
from governance.services.proposals import hold
from members.models import User
from multifactory.lib.files import ATTACHMENTS, delete_after_commit, keep_if_committed, new_token, path_of
from multifactory.lib.images.reading import read_image

MOST = 10
PDF = b"%PDF-"
LONGEST_NAME = 120


@transaction.atomic
def add_attachment(proposal: Proposal, *, upload: File, by: User, name: str = "") -> Attachment:
    """Keep a PDF as it was sent, or a picture written anew; its hash is what a round commits to."""
    hold(proposal)
    _refuse_fixed(proposal)
    if proposal.attachments.count() >= MOST:
        raise ValidationError(_("A proposal has at most %(most)s papers.") % {"most": MOST}, code="too_many")
    upload.seek(0)
    is_pdf = upload.read(len(PDF)) == PDF
    upload.seek(0)
    content = upload.read() if is_pdf else read_image(upload).large
    path = path_of(ATTACHMENTS, new_token(), ".pdf" if is_pdf else ".webp")
    keep_if_committed([path])
    return Attachment.objects.create(
        proposal=proposal,
        name=(name.strip() or PurePath(upload.name or "").stem)[:LONGEST_NAME] or _("Paper"),
        kind=Attachment.Kind.PDF if is_pdf else Attachment.Kind.IMAGE,
        file=default_storage.save(path, ContentFile(content)),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        added_by=by,
    )


@transaction.atomic
def remove_attachment(attachment: Attachment) -> None:
    """Take a paper away. Gone already: changes nothing."""
    hold(attachment.proposal)
    _refuse_fixed(attachment.proposal)
    deleted, _rows = Attachment.objects.filter(pk=attachment.pk).delete()
    if deleted:
        delete_after_commit([str(attachment.file.name)])


def _refuse_fixed(proposal: Proposal) -> None:
    """With the text its papers are fixed; and nobody votes on an amendment to papers that change."""
    if not proposal.is_editable or proposal.rounds.filter(state="open").exists():
        raise ValidationError(_("The text is fixed, and its papers with it."), code="state")
