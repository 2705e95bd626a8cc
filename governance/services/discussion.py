"""What companies say about a proposal."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.models import Comment, Proposal
from governance.services.proposals import refuse_foreign_request
from members.models import Company, User


@transaction.atomic
def add_comment(
    proposal: Proposal, *, company: Company, author: User, kind: str, text: str, request_id: uuid.UUID
) -> Comment:
    """Speak for a company in the discussion. The same form sent twice (`request_id`) is one comment."""
    said_before = Comment.objects.filter(request_id=request_id).first()
    if said_before is None:
        proposal.refresh_from_db()
        if not proposal.is_discussed:
            raise ValidationError(_("The discussion is closed."), code="closed")
    comment, _created = Comment.objects.get_or_create(
        request_id=request_id,
        defaults={"proposal": proposal, "company": company, "author": author, "kind": kind, "text": text},
    )
    refuse_foreign_request(comment, company=company, author=author)
    return comment
