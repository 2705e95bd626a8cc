"""Writing proposals and leading them from state to state."""

import uuid
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import (
    before_text_is_final,
    check_effect,
    ensure_can_be_decided,
    ensure_effect_in_matter,
    ensure_effect_lets_withdraw,
    has_candidates,
    let_effect_go,
    parties_of,
)
from governance.proposals import emails
from governance.proposals.choices import Method
from governance.proposals.models import Proposal, ProposalOption, ProposalVersion
from governance.proposals.steps import ProposalStep
from governance.proposals.terms import is_same, terms_of
from governance.proposals.transitions import (
    DEFER,
    FREEZE,
    OPEN_DISCUSSION,
    RESUME_DISCUSSION,
    WITHDRAW,
    Transition,
)
from members.companies.models import Company
from members.people.models import User
from members.people.recipients import representatives_of

TEXT_FIELDS = ("title", "text")
TOO_MANY_SEATS = gettext_lazy("More are to be chosen than there are options.")


def apply_transition(
    proposal: Proposal, transition: Transition, *, by: User | None = None, reason: str = "", **changes: object
) -> bool:
    """Change the state if it still allows that, and keep who did it (None: it follows from a count).

    Rivals wait for each other at the proposal's row.
    """
    rows = Proposal.objects.filter(pk=proposal.pk, state__in=transition.sources)
    is_changed = bool(rows.update(state=transition.target, **changes))
    if is_changed:
        ProposalStep.objects.create(proposal=proposal, state=transition.target, by=by, reason=reason)
    proposal.refresh_from_db()
    return is_changed


def ensure_state(proposal: Proposal, transition: Transition) -> None:
    """A button pressed twice finds the proposal where it wanted it, and that is well."""
    if proposal.state != transition.target:
        raise ValidationError(transition.refusal, code="state")


def ensure_own_request(row: Any, *, company: Company, author: User | None) -> None:
    """Whoever sends the request of somebody else gets neither their row nor an answer about it."""
    if (row.company_id, row.author_id) != (company.pk, author.pk if author else None):
        raise ValidationError(_("This form has already been sent. Load the page again."), code="stale")


@transaction.atomic
def create_proposal(
    *,
    company: Company,
    author: User | None,
    title: str,
    text: str,
    matter: str,
    request_id: uuid.UUID | None = None,
    options: Sequence[str] = (),
    effect_row: Any = None,
    **terms: Any,
) -> Proposal:
    """Write a draft. The same form sent twice (`request_id`) is one. `terms`: other fields of the row;
    `effect_row`: what it carries out, not yet saved. `author`: None where the portal itself writes it."""
    ensure_effect_in_matter(terms.get("effect", ""), matter)
    request_id = request_id or uuid.uuid4()
    values = {"company": company, "author": author, "title": title, "text": text, "matter": matter}
    proposal, is_new = Proposal.objects.get_or_create(request_id=request_id, defaults=values | terms)
    ensure_own_request(proposal, company=company, author=author)
    if is_new:
        set_options(proposal, options)
        _save_effect(proposal, effect_row)
        ProposalVersion.objects.create(
            proposal=proposal, title=title, text=text, terms=terms_of(proposal), author=author
        )
    return proposal


def _save_effect(proposal: Proposal, row: Any) -> None:
    if row is not None and proposal.effect:
        row.proposal = proposal
        row.save()


@transaction.atomic
def edit_proposal(
    proposal: Proposal,
    *,
    title: str,
    text: str,
    matter: str,
    by: User | None = None,
    note: str = "",
    seen_version: int | None = None,
    options: Sequence[str] | None = None,
    effect_row: Any = None,
    **terms: Any,
) -> Proposal:
    """Change the words and terms, unless the text was fixed or put to a vote while they were typed.

    In a draft the version is written over; from the discussion on, other words or terms are a new version.
    With the version the form was opened on (`seen_version`), words that somebody changed since are not lost.
    """
    lock_proposal(proposal)
    if not proposal.is_editable:
        raise ValidationError(_("The text is now final: it can no longer be changed."), code="state")
    ensure_no_open_round(proposal)
    ensure_effect_in_matter(proposal.effect, matter)
    latest = keep_terms(proposal)
    if seen_version is not None and seen_version != latest.number:
        raise ValidationError(
            _("In the meantime someone has changed the text. Copy what you wrote, then load the page again."),
            code="stale",
        )
    for name, value in ({"matter": matter} | terms).items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["matter", *terms])
    if options is not None:
        set_options(proposal, options)
    _save_effect(proposal, effect_row)
    if (latest.title, latest.text) != (title, text) or not is_same(latest.terms, terms_of(proposal)):
        write_version(proposal, title=title, text=text, by=by, note=note)
    return proposal


def keep_terms(proposal: Proposal) -> ProposalVersion:
    """The latest version, which keeps the terms as they stand, even if it is older than that was done."""
    latest = proposal.versions.latest("number")
    if latest.terms is None:
        latest.terms = terms_of(proposal)
        latest.save(update_fields=["terms"])
    return latest


def ensure_no_open_round(proposal: Proposal) -> None:
    if proposal.rounds.ongoing().exists():
        raise ValidationError(
            _("An amendment is being voted on: the text cannot change until the result is known."),
            code="amendment",
        )


def write_version(
    proposal: Proposal, *, title: str, text: str, by: User | None, note: str = ""
) -> ProposalVersion:
    """Other words or terms for a proposal whose row the caller holds; a draft keeps one version."""
    latest = proposal.versions.latest("number")
    values = {"title": title, "text": text, "terms": terms_of(proposal)}
    if proposal.state == Proposal.State.DRAFT:
        latest.title, latest.text, latest.terms = title, text, values["terms"]
        latest.save(update_fields=list(values))
        version = latest
    else:
        version = ProposalVersion.objects.create(
            proposal=proposal, number=latest.number + 1, note=note, author=by, **values
        )
    proposal.title, proposal.text = title, text
    proposal.save(update_fields=TEXT_FIELDS)
    return version


def set_options(proposal: Proposal, titles: Sequence[str]) -> None:
    """The options in this order, keyed A, B, C …; none for a way of voting without options."""
    if not Method(proposal.method).has_options:
        titles = ()
    if list(proposal.options.values_list("title", flat=True)) == list(titles):
        return
    proposal.options.all().delete()
    ProposalOption.objects.bulk_create(
        ProposalOption(proposal=proposal, key=key, title=title)
        for key, title in zip(ascii_uppercase, titles, strict=False)
    )


def lock_proposal(proposal: Proposal) -> None:
    """Wait for whoever is changing the proposal, and read what it is then."""
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update(of=("self",)))


@transaction.atomic
def open_discussion(proposal: Proposal, *, by: User | None = None) -> Proposal:
    if not apply_transition(proposal, OPEN_DISCUSSION, by=by, discussion_opened_at=Now()):
        ensure_state(proposal, OPEN_DISCUSSION)
    return proposal


@transaction.atomic
def freeze_proposal(proposal: Proposal, *, by: User | None = None) -> Proposal:
    """Fix the text, the attachments and the options."""
    lock_proposal(proposal)
    if proposal.state == Proposal.State.FROZEN:
        return proposal
    _ensure_can_freeze(proposal)
    if not apply_transition(proposal, FREEZE, by=by, frozen_at=Now(), state_reason=""):
        ensure_state(proposal, FREEZE)
    ask_parties(proposal)
    return proposal


def ask_parties(proposal: Proposal) -> None:
    """Ask the companies it concerns, by mail, whether they declare a conflict of interest."""
    recused = set(proposal.recusals.values_list("company", flat=True))
    waiting = [company for company in parties_of(proposal) if company.pk not in recused]
    for membership in representatives_of(waiting) if waiting else ():
        emails.send_party_asked(proposal, membership)


def _ensure_can_freeze(proposal: Proposal) -> None:
    if proposal.amendments.filter(settled_at=None).exists():
        raise ValidationError(
            _("An amendment is open: accept it, put it to the vote, or ask for it to be withdrawn."),
            code="amendment",
        )
    ensure_can_be_decided(proposal)
    if Method(proposal.method).has_options and not has_candidates(proposal):
        _ensure_enough_options(proposal)
    for ensure in before_text_is_final:
        ensure(proposal)
    check_effect(proposal)
    ensure_can_supersede(proposal)


def ensure_can_supersede(proposal: Proposal) -> None:
    """A resolution is replaced once: what another has replaced meanwhile is no longer there to replace."""
    replaced = proposal.supersedes
    later = replaced.superseded_by.first() if replaced else None
    if replaced and later:
        values = {"replaced": replaced.reference, "later": later.reference}
        text = _("Resolution %(replaced)s has been replaced by %(later)s. Edit the proposal first.")
        raise ValidationError(text % values, code="superseded")


def _ensure_enough_options(proposal: Proposal) -> None:
    number = proposal.options.count()
    if number < 2:
        raise ValidationError(_("Name at least two options to choose between."), code="options")
    if number < proposal.seats:
        raise ValidationError(TOO_MANY_SEATS, code="seats")


@transaction.atomic
def resume_discussion(proposal: Proposal, *, by: User | None = None) -> Proposal:
    """Back to the discussion, for another text or because something new has come up."""
    if not apply_transition(proposal, RESUME_DISCUSSION, by=by, state_reason="", frozen_at=None):
        ensure_state(proposal, RESUME_DISCUSSION)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User | None = None) -> Proposal:
    """Nobody will vote on it; nor on the amendments that were open. Again: changes nothing."""
    lock_proposal(proposal)
    ensure_no_open_round(proposal)
    if not proposal.is_settled:
        ensure_effect_lets_withdraw(proposal)
    if not apply_transition(proposal, WITHDRAW, by=by, withdrawn_at=Now()):
        ensure_state(proposal, WITHDRAW)
        return proposal
    proposal.amendments.filter(settled_at=None).update(state="not_voted", settled_at=Now())
    let_effect_go(proposal)
    return proposal


@transaction.atomic
def defer_proposal(proposal: Proposal, *, reason: str, by: User | None = None) -> Proposal:
    """Put it off, with a reason everybody reads; its discussion can be taken up again."""
    reason = require_reason(reason)
    lock_proposal(proposal)
    ensure_no_open_round(proposal)
    if not apply_transition(proposal, DEFER, by=by, reason=reason, state_reason=reason):
        ensure_state(proposal, DEFER)
    return proposal


MAX_REASON_LENGTH = 300


def require_reason(reason: str, most: int = MAX_REASON_LENGTH) -> str:
    """Not empty, and no longer than the form takes: a longer one would be lost or refused by the database."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Give a reason: all companies read it.")})
    if len(reason) > most:
        text = _("A reason has at most %(most)s characters.") % {"most": most}
        raise ValidationError({"reason": text}, code="too_long")
    return reason
