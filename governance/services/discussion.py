"""What companies say about a proposal."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Comment, CommentEdit, Proposal
from governance.services.notices import tell_reply
from governance.services.proposals import refuse_foreign_request
from members.models import Company, User


@transaction.atomic
def add_comment(
    proposal: Proposal,
    *,
    company: Company,
    author: User,
    kind: str,
    text: str,
    request_id: uuid.UUID,
    parent: Comment | None = None,
) -> Comment:
    """Speak for a company in the discussion. The same form sent twice (`request_id`) is one comment.

    An answer to an answer joins the same thread.
    """
    said_before = Comment.objects.filter(request_id=request_id).first()
    if said_before is None:
        proposal.refresh_from_db()
        if not proposal.is_discussed:
            raise ValidationError(_("The discussion is closed."), code="closed")
    words = {"proposal": proposal, "company": company, "author": author, "kind": kind, "text": text}
    thread = parent.parent_id or parent.pk if parent else None
    comment, is_new = Comment.objects.get_or_create(
        request_id=request_id, defaults=words | {"parent_id": thread}
    )
    refuse_foreign_request(comment, company=company, author=author)
    if is_new:
        tell_reply(comment)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, kind: str, text: str) -> Comment:
    """Change what was said; the words before stay readable. The same words again change nothing."""
    comment = Comment.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=comment.pk)
    if not comment.proposal.is_discussed:
        raise ValidationError(_("The discussion is closed."), code="closed")
    if (comment.kind, comment.text) == (kind, text):
        return comment
    CommentEdit.objects.create(comment=comment, kind=comment.kind, text=comment.text)
    comment.kind, comment.text, comment.edited_at = kind, text, timezone.now()
    comment.save(update_fields=["kind", "text", "edited_at"])
    return comment
