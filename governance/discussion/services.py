"""What companies say about a proposal."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.discussion import emails
from governance.discussion.mail_kinds import REPLIES
from governance.discussion.models import Comment, CommentEdit
from governance.proposals.models import Proposal
from governance.proposals.services import ensure_own_request
from members.companies.models import Company
from members.people.mails.choices import wants_mails
from members.people.models import User
from members.people.recipients import people_in_companies


def notify_thread(comment: Comment) -> None:
    """Write to who spoke in the thread before: the author of the comment, and all who answered it."""
    if comment.parent_id is None:
        return
    thread = Comment.objects.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
    people = people_in_companies().filter(pk__in=thread.values("author"))
    people = people.exclude(pk=comment.author_id or 0).filter(wants_mails(REPLIES.key))
    for person in people.order_by("pk"):
        emails.send_comment_reply(comment, person)


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
    values = {"proposal": proposal, "company": company, "author": author, "kind": kind, "text": text}
    thread = parent.parent_id or parent.pk if parent else None
    comment, is_new = Comment.objects.get_or_create(
        request_id=request_id, defaults=values | {"parent_id": thread}
    )
    ensure_own_request(comment, company=company, author=author)
    if is_new:
        notify_thread(comment)
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
