"""Telling what is broken, changing a ticket, and blocking a space because of danger."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.images.reading import CleanImage
from spaces.bookings.blocks import blocked_leaves, clear_way, refresh_blocks
from spaces.building.models import Space
from spaces.building.services import lock_spaces
from spaces.hooks import Stretch
from spaces.upkeep.tickets.emails import send_ticket_closed, send_ticket_told, send_ticket_yours
from spaces.upkeep.tickets.models import Ticket, TicketEvent, TicketPhoto, TicketState
from spaces.upkeep.tickets.rules import (
    FIRST_BLOCK,
    LONGEST_BLOCK,
    can_set_block,
    is_block_end,
    severities_open_to,
    states_open_to,
)
from spaces.upkeep.tickets.terms import TicketTerms, terms_of
from spaces.upkeep.tickets.transitions import Party
from spaces.upkeep.tickets.validation import party_of, refuse_unseen

Kind = TicketEvent.Kind


@transaction.atomic
def report_ticket(
    space: Space,
    *,
    title: str,
    text: str = "",
    severity: str,
    company: Company | None,
    by: User,
    request_id: UUID,
    image: CleanImage | None = None,
    agreed: Collection[UUID] | None = None,
) -> Ticket:
    """Tell what is wrong with a common space; danger blocks it at once for 24 hours.

    `agreed`: the bookings the person knows a block cancels; others are raised as `UnseenBookingsError`, None
    agrees to all. The same `request_id` again returns the first ticket and changes nothing.
    """
    leaves = _lock_space(space)
    if first := _told_before(request_id, by):
        return first
    _refuse_report(space, company, by)
    words = {"title": title, "text": text, "severity": severity}
    ticket = Ticket(request_id=request_id, space=space, company=company, reported_by=by, **words)
    if ticket.is_danger:
        refuse_unseen(space, timezone.now() + FIRST_BLOCK, agreed)
        _set_block(ticket, timezone.now() + FIRST_BLOCK)
    if first := _insert(ticket, by):
        return first
    if ticket.is_danger:
        _shut(ticket, leaves, by)
    event = _note(ticket, Kind.REPORTED, by=by, company=company, after=severity)
    _keep_photo(event, image)
    send_ticket_told(ticket, by=by)
    return ticket


@transaction.atomic
def comment_ticket(
    ticket: Ticket,
    *,
    text: str,
    company: Company | None,
    by: User,
    request_id: UUID,
    image: CleanImage | None = None,
) -> TicketEvent:
    """Add words or a photo. The same `request_id` again returns the first and changes nothing."""
    if first := TicketEvent.objects.filter(request_id=request_id).first():
        return _of_same_person(first, first.by_id, by)
    if not text.strip() and image is None:
        raise ValidationError({"text": _("Write something, or add a photo.")})
    try:
        with transaction.atomic():
            event = _note(ticket, Kind.COMMENT, by=by, company=company, text=text, request_id=request_id)
    except IntegrityError:
        first = TicketEvent.objects.filter(request_id=request_id).first()
        if first is None:
            raise
        return _of_same_person(first, first.by_id, by)
    _keep_photo(event, image)
    return event


@transaction.atomic
def change_ticket(
    ticket: Ticket,
    *,
    terms: TicketTerms,
    by: User,
    company: Company | None,
    text: str = "",
    agreed: Collection[UUID] | None = None,
) -> Ticket:
    """Another state, severity or responsible company. The same again changes nothing.

    What is danger from now on blocks the space for 24 hours; what is no danger any more lets go of it.
    """
    leaves = _lock_space(ticket.space)
    ticket = _locked(ticket)
    _refuse_change(ticket, terms, party_of(ticket, by), by, text)
    before = terms_of(ticket)
    had_block = ticket.blocks_until
    ticket.state, ticket.severity, ticket.responsible = terms.state, terms.severity, terms.responsible
    is_wanted = ticket.is_danger and ticket.is_standing
    if is_wanted and had_block is None:
        refuse_unseen(ticket.space, timezone.now() + FIRST_BLOCK, agreed)
        _set_block(ticket, timezone.now() + FIRST_BLOCK)
    elif not is_wanted:
        _set_block(ticket, None)
    ticket.save()
    for kind, old, new in _differences(before, terms):
        _note(ticket, kind, by=by, company=company, before=old, after=new, text=text)
        text = ""
    if text.strip():
        _note(ticket, Kind.COMMENT, by=by, company=company, text=text)
    if ticket.blocks_until != had_block:
        _shut(ticket, leaves, by)
    _tell_of_change(ticket, before, by, is_new_danger=is_wanted and had_block is None)
    return ticket


@transaction.atomic
def set_block(
    ticket: Ticket,
    *,
    until: datetime,
    by: User,
    company: Company | None = None,
    agreed: Collection[UUID] | None = None,
) -> Ticket:
    """A coordinator has looked at it: the space stays blocked until then, and somebody looks again."""
    leaves = _lock_space(ticket.space)
    ticket = _locked(ticket)
    if not can_set_block(ticket, party_of(ticket, by)):
        raise ValidationError(_("Only coordinators confirm a block, while there is danger."))
    if not is_block_end(until, timezone.now()):
        text = _("Choose a moment to come, at most %(days)d days ahead.")
        raise ValidationError({"until": text % {"days": LONGEST_BLOCK.days}})
    refuse_unseen(ticket.space, until, agreed)
    before = ticket.blocks_until
    _set_block(ticket, until, is_confirmed=True)
    ticket.save(update_fields=["blocks_from", "blocks_until", "is_confirmed"])
    _note(ticket, Kind.BLOCK, by=by, company=company, before=_iso(before), after=_iso(until))
    _shut(ticket, leaves, by)
    return ticket


def blocked_times(spaces: Collection[int]) -> Iterator[Stretch]:
    """When tickets block these spaces, what is over left out; registered with spaces.hooks. One query."""
    for ticket in Ticket.objects.blocking().filter(space__in=spaces).order_by("blocks_from", "pk"):
        if ticket.blocks_from and ticket.blocks_until:
            yield Stretch(ticket.space_id, ticket.blocks_from, ticket.blocks_until, str(ticket))


# --- Parts ---


def _lock_space(space: Space) -> set[int]:
    """What is shut with a space, locked as bookings and closures lock it."""
    leaves = blocked_leaves([space.pk])
    lock_spaces(leaves)
    return leaves


def _locked(ticket: Ticket) -> Ticket:
    """After its space, always: two who change tickets of one space never wait for each other."""
    return Ticket.objects.select_for_update(of=("self",)).for_list().get(pk=ticket.pk)


def _told_before(request_id: UUID, by: User) -> Ticket | None:
    ticket = Ticket.objects.for_list().filter(request_id=request_id).first()
    return None if ticket is None else _of_same_person(ticket, ticket.reported_by_id, by)


def _of_same_person(row: Any, person: int | None, by: User) -> Any:
    if person != by.pk:
        raise ValidationError(_("This form was used by someone else. Open it again."))
    return row


def _refuse_report(space: Space, company: Company | None, by: User) -> None:
    if space.kind == Space.Kind.UNIT:
        raise ValidationError({"space": _("This space is private: tell the company that has it.")})
    if company is not None and not by.memberships.current().filter(company=company).exists():
        raise ValidationError(_("You do not belong to %(company)s.") % {"company": company})


def _insert(ticket: Ticket, by: User) -> Ticket | None:
    """Write it under the next number; returns the one written before where this request was sent twice."""
    while True:
        ticket.number = (Ticket.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                ticket.save(force_insert=True)
        except IntegrityError:
            if first := _told_before(ticket.request_id, by):
                return first
            if not Ticket.objects.filter(number=ticket.number).exists():
                raise  # another fault than somebody who was faster with the number
        else:
            return None


def _set_block(ticket: Ticket, until: datetime | None, *, is_confirmed: bool = False) -> None:
    if until is None:
        ticket.blocks_from = None
    elif not ticket.is_blocking:
        ticket.blocks_from = timezone.now()
    ticket.blocks_until, ticket.is_confirmed = until, is_confirmed


def _shut(ticket: Ticket, leaves: set[int], by: User) -> None:
    """Make the blocks of its space what the ticket says, and cancel what is in the way."""
    if ticket.blocks_until is not None:
        now = timezone.now()
        clear_way([ticket.space_id], now, ticket.blocks_until, by=by, reason=str(ticket), is_danger=True)
    refresh_blocks(leaves)


def _note(
    ticket: Ticket, kind: TicketEvent.Kind, *, by: User, company: Company | None, **values: Any
) -> TicketEvent:
    return TicketEvent.objects.create(ticket=ticket, kind=kind, by=by, company=company, **values)


def _keep_photo(event: TicketEvent, image: CleanImage | None) -> None:
    if image is not None:
        TicketPhoto(event=event, alt=event.ticket.title).store(image)


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="minutes")


def _refuse_change(ticket: Ticket, terms: TicketTerms, party: Party, by: User, text: str) -> None:
    if terms.state not in states_open_to(ticket, party):
        raise ValidationError({"state": _("You cannot take this ticket to that state.")})
    if terms.severity not in severities_open_to(ticket, party):
        raise ValidationError({"severity": _("You cannot change how severe this is.")})
    is_done_for = terms.state == TicketState.CLOSED and ticket.state != TicketState.SOLVED
    if is_done_for and ticket.state != terms.state and not text.strip():
        raise ValidationError({"text": _("Say why it is closed though it is not solved.")})
    if terms.responsible != ticket.responsible and not party & Party.COORDINATOR:
        own = by.memberships.current().filter(company=terms.responsible)
        if ticket.responsible is not None or terms.responsible is None or not own.exists():
            text = _("You can take this on for a company of yours where nobody is responsible yet.")
            raise ValidationError({"responsible": text})


def _differences(before: TicketTerms, after: TicketTerms) -> Iterator[tuple[TicketEvent.Kind, str, str]]:
    if before.state != after.state:
        yield Kind.STATE, before.state, after.state
    if before.severity != after.severity:
        yield Kind.SEVERITY, before.severity, after.severity
    if before.responsible != after.responsible:
        yield Kind.RESPONSIBLE, str(before.responsible or ""), str(after.responsible or "")


def _tell_of_change(ticket: Ticket, before: TicketTerms, by: User, *, is_new_danger: bool) -> None:
    if is_new_danger:
        send_ticket_told(ticket, by=by)
    elif ticket.responsible is not None and ticket.responsible != before.responsible and ticket.is_standing:
        send_ticket_yours(ticket, by=by)
    was_standing = before.state in (TicketState.OPEN, TicketState.IN_WORK)
    if was_standing and not ticket.is_standing:
        send_ticket_closed(ticket, by=by)
