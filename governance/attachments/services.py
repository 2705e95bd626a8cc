"""Attachments of a proposal: added and removed until its text is fixed."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from governance.attachments.models import Attachment
from governance.proposals.models import Proposal
from governance.proposals.services import lock_proposal
from members.people.models import User
from multifactory.lib.files import delete_after_commit
from multifactory.lib.papers import CleanPaper, keep_paper, read_paper
from multifactory.lib.text.clean import clean_line

MAX_ATTACHMENTS = 10

MAX_NAME_LENGTH = 120


def add_attachment(proposal: Proposal, *, upload: File, by: User, name: str = "") -> Attachment:
    """Keep a PDF as it was sent, or a picture written anew; its hash is what a round commits to."""
    paper = read_paper(upload)  # takes seconds, so before anything is locked
    return keep_attachment(
        proposal, paper, name=clean_line(name) or clean_line(PurePath(upload.name or "").stem), by=by
    )


@transaction.atomic
def keep_attachment(proposal: Proposal, paper: CleanPaper, *, name: str, by: User) -> Attachment:
    """Of a paper that was read before: for who keeps a row of its own with it, in one transaction."""
    lock_proposal(proposal)
    _ensure_text_not_fixed(proposal)
    if proposal.attachments.count() >= MAX_ATTACHMENTS:
        raise ValidationError(
            _("A proposal can have at most %(most)s attachments.") % {"most": MAX_ATTACHMENTS},
            code="too_many",
        )
    return Attachment.objects.create(
        proposal=proposal,
        name=name[:MAX_NAME_LENGTH] or _("Attachment"),
        kind=paper.kind,
        file=keep_paper(paper),
        size=paper.size,
        sha256=paper.sha256,
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
        raise ValidationError(_("The text is final, and so are its attachments."), code="state")
