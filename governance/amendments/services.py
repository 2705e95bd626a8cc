"""Another text for a proposal: proposed by a company, accepted by the proposer or voted on first."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.amendments.models import Amendment
from governance.proposals.models import Proposal
from governance.proposals.services import (
    ensure_no_open_round,
    ensure_own_request,
    lock_proposal,
    write_version,
)
from members.companies.models import Company
from members.people.models import User


@transaction.atomic
def propose_amendment(
    proposal: Proposal,
    *,
    company: Company,
    author: User,
    title: str,
    text: str,
    reason: str,
    request_id: uuid.UUID,
) -> Amendment:
    """Put another text, written on the latest version. The same form sent twice is one amendment."""
    lock_proposal(proposal)
    put_before = Amendment.objects.filter(request_id=request_id).first()
    if put_before is not None:
        ensure_own_request(put_before, company=company, author=author)
        return put_before
    _ensure_in_discussion(proposal)
    _ensure_different(proposal, title, text)
    last = proposal.amendments.aggregate(last=Max("number"))["last"] or 0
    return Amendment.objects.create(
        proposal=proposal,
        number=last + 1,
        base=proposal.versions.latest("number"),
        company=company,
        author=author,
        title=title,
        text=text,
        reason=reason,
        request_id=request_id,
    )


@transaction.atomic
def edit_amendment(amendment: Amendment, *, title: str, text: str, reason: str) -> Amendment:
    """Change an open amendment, or bring it up to the text as it stands now: that is its base from here."""
    _lock_open_amendment(amendment)
    _ensure_different(amendment.proposal, title, text)
    amendment.title, amendment.text, amendment.reason = title, text, reason
    amendment.base = amendment.proposal.versions.latest("number")
    amendment.save(update_fields=["title", "text", "reason", "base"])
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment) -> Amendment:
    """Take it back. Again: changes nothing."""
    try:
        _lock_open_amendment(amendment)
    except ValidationError:
        if amendment.state == Amendment.State.WITHDRAWN:
            return amendment
        raise
    amendment.state, amendment.settled_at = Amendment.State.WITHDRAWN, timezone.now()
    amendment.save(update_fields=["state", "settled_at"])
    return amendment


@transaction.atomic
def accept_amendment(amendment: Amendment, *, by: User) -> Amendment:
    """The proposer makes it the next version of the text. Again: changes nothing."""
    try:
        _lock_open_amendment(amendment)
    except ValidationError:
        if amendment.state == Amendment.State.ACCEPTED:
            return amendment
        raise
    proposal = amendment.proposal
    if amendment.base_id != proposal.versions.latest("number").pk:
        raise ValidationError(
            _("The text has changed since the amendment was written: its author brings it up to date first."),
            code="stale",
        )
    amendment.version = write_version(
        proposal, title=amendment.title, text=amendment.text, by=by, note=str(amendment)
    )
    amendment.state, amendment.settled_at = Amendment.State.ACCEPTED, timezone.now()
    amendment.save(update_fields=["state", "settled_at", "version"])
    return amendment


def _lock_open_amendment(amendment: Amendment) -> None:
    """Take the proposal's row, then read the amendment: refused unless it can still be changed."""
    lock_proposal(amendment.proposal)
    proposal = amendment.proposal
    amendment.refresh_from_db()
    amendment.proposal = proposal
    _ensure_in_discussion(amendment.proposal)
    if amendment.state != Amendment.State.OPEN:
        raise ValidationError(_("This amendment is settled."), code="state")


def _ensure_in_discussion(proposal: Proposal) -> None:
    if proposal.state != Proposal.State.DISCUSSION:
        raise ValidationError(_("The text has been fixed meanwhile: it can no longer change."), code="state")
    ensure_no_open_round(proposal)


def _ensure_different(proposal: Proposal, title: str, text: str) -> None:
    if (title, text) == (proposal.title, proposal.text):
        raise ValidationError({"text": _("This is the text as it stands. Change what you want changed.")})
