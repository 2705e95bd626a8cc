"""Another text for a proposal: proposed by a company, accepted by the proposer or voted on first."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.amendments import emails
from governance.amendments.models import Amendment
from governance.hooks import effect_of, effects
from governance.proposals.models import Proposal, ProposalVersion
from governance.proposals.services import (
    ensure_no_open_round,
    ensure_own_request,
    lock_proposal,
    require_reason,
    write_version,
)
from members.companies.models import Company
from members.people.models import Membership, User

MOST_OPEN_AMENDMENTS = 2  # of one company on one proposal: each holds up the final text


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
    effect_row: Any = None,
) -> Amendment:
    """Propose another text, written on the latest version. The same form sent twice is one amendment.

    `effect_row`, not yet saved, is what the proposal would carry out instead; without one its effect stays.
    """
    lock_proposal(proposal)
    put_before = Amendment.objects.filter(request_id=request_id).first()
    if put_before is not None:
        ensure_own_request(put_before, company=company, author=author)
        return put_before
    _ensure_in_discussion(proposal)
    if proposal.amendments.filter(company=company, settled_at=None).count() >= MOST_OPEN_AMENDMENTS:
        fault = _("Your company has %(most)s open amendments to this proposal: withdraw one first.")
        raise ValidationError(fault % {"most": MOST_OPEN_AMENDMENTS}, code="too_many")
    _ensure_different(proposal, title, text, effect_row)
    last = proposal.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment.objects.create(
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
    _save_effect(amendment, effect_row)
    return amendment


@transaction.atomic
def edit_amendment(
    amendment: Amendment,
    *,
    title: str,
    text: str,
    reason: str,
    by: User | None = None,
    effect_row: Any = None,
) -> Amendment:
    """Change an open amendment, or bring it up to the text as it stands now: that is its base from here."""
    _lock_open_amendment(amendment)
    _ensure_different(amendment.proposal, title, text, effect_row)
    amendment.title, amendment.text, amendment.reason = title, text, reason
    amendment.base = amendment.proposal.versions.latest("number")
    amendment.author = by or amendment.author
    amendment.save(update_fields=["title", "text", "reason", "base", "author"])
    _save_effect(amendment, effect_row)
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: User, reason: str = "") -> Amendment:
    """Withdraw it, for its company. Of another company the chair withdraws it, with a reason that its
    representatives get by mail. Again: changes nothing."""
    try:
        _lock_open_amendment(amendment)
    except ValidationError:
        if amendment.state == Amendment.State.WITHDRAWN:
            return amendment
        raise
    places = Membership.objects.current().representatives().filter(company=amendment.company)
    is_own = places.filter(user=by).exists()
    amendment.settle_reason = "" if is_own else require_reason(reason)
    _settle(amendment, Amendment.State.WITHDRAWN, by=by)
    if not is_own:
        for place in places.filter(user__is_active=True).select_related("user").order_by("pk"):
            emails.send_amendment_withdrawn(amendment, place.user)
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
    amendment.version = write_amended_version(amendment, by=by)
    _settle(amendment, Amendment.State.ACCEPTED, by=by)
    return amendment


def write_amended_version(amendment: Amendment, *, by: User | None) -> ProposalVersion:
    """Its text is the text of the proposal from here, and what it would carry out is carried out."""
    proposal = amendment.proposal
    found = effect_of(proposal)
    amended = found[0].amended_rows(proposal).get(amendment.pk) if found else None
    if found and amended:
        effect, row = found
        names = effect.form_class._meta.fields or ()
        for name in names:
            setattr(row, name, getattr(amended, name))
        row.save(update_fields=list(names))
    return write_version(proposal, title=amendment.title, text=amendment.text, by=by, note=str(amendment))


def check_amended_effect(amendment: Amendment) -> None:
    """Raise why what it would have the proposal carry out cannot be done: nobody votes on that."""
    effect = effects.get(amendment.proposal.effect)
    amended = effect.amended_rows(amendment.proposal).get(amendment.pk) if effect else None
    if effect and amended:
        effect.check(amended)


def _settle(amendment: Amendment, state: str, *, by: User) -> None:
    amendment.state, amendment.settled_at, amendment.settled_by = state, timezone.now(), by
    amendment.save(update_fields=["state", "settled_at", "settled_by", "settle_reason", "version"])


def _save_effect(amendment: Amendment, row: Any) -> None:
    """The row in place of the one it had; none where the effect stays as it is."""
    if effect := effects.get(amendment.proposal.effect):
        effect.rows(amendment.proposal).filter(amendment=amendment).delete()
        if row is not None:
            row.pk, row.proposal, row.amendment = None, amendment.proposal, amendment
            row.save(force_insert=True)


def _lock_open_amendment(amendment: Amendment) -> None:
    """Take the proposal's row, then read the amendment: refused unless it can still be changed."""
    lock_proposal(amendment.proposal)
    proposal = amendment.proposal
    amendment.refresh_from_db()
    amendment.proposal = proposal
    _ensure_in_discussion(amendment.proposal)
    if amendment.state != Amendment.State.OPEN:
        raise ValidationError(_("This amendment is already closed."), code="state")


def _ensure_in_discussion(proposal: Proposal) -> None:
    if proposal.state != Proposal.State.DISCUSSION:
        raise ValidationError(_("The text is now final: it can no longer be changed."), code="state")
    ensure_no_open_round(proposal)


def _ensure_different(proposal: Proposal, title: str, text: str, effect_row: Any) -> None:
    found = effect_of(proposal)
    if effect_row is not None and found is None:
        raise ValidationError(_("This proposal has no automatic effect."), code="no_effect")
    if found and effect_row is not None and found[0].facts(effect_row) == found[0].facts(found[1]):
        raise ValidationError(
            {"keeps_effect": _("This is already its automatic effect.")}, code="same_effect"
        )
    if (title, text) == (proposal.title, proposal.text):
        raise ValidationError({"text": _("This is the current text. Edit what you want to change.")})
