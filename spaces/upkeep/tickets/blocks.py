"""When a ticket blocked its space, read from its events: the row itself forgets a block that is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from spaces.upkeep.tickets.models import STANDING, Severity, Ticket, TicketEvent
from spaces.upkeep.tickets.rules import FIRST_BLOCK

Kind = TicketEvent.Kind


@dataclass(frozen=True, slots=True)
class Block:
    """[starts_at, ends_at), to the minute; empty where it was lifted in the minute in which it began."""

    starts_at: datetime
    ends_at: datetime


def last_block(ticket: Ticket, changes: Iterable[TicketEvent]) -> Block | None:
    """The block that stands or was the last; None of what was no danger. Of `changes` the oldest is first."""
    if ticket.blocks_from and ticket.blocks_until:
        return _block(ticket.blocks_from, ticket.blocks_until)
    starts_at = ends_at = None
    is_danger, is_standing, has_block = False, True, False
    for change in changes:
        if change.kind in (Kind.REPORTED, Kind.SEVERITY):
            is_danger = change.after == Severity.DANGER
        elif change.kind == Kind.STATE:
            is_standing = change.after in STANDING
        elif change.kind == Kind.BLOCK:
            starts_at = starts_at if ends_at and change.at < ends_at else change.at
            ends_at = datetime.fromisoformat(change.after)
        had_block, has_block = has_block, is_danger and is_standing
        if has_block and not had_block:
            starts_at, ends_at = change.at, change.at + FIRST_BLOCK
        elif had_block and not has_block and ends_at is not None:
            ends_at = min(ends_at, change.at)
    return _block(starts_at, ends_at) if starts_at and ends_at else None


def _block(starts_at: datetime, ends_at: datetime) -> Block:
    return Block(*(moment.replace(second=0, microsecond=0) for moment in (starts_at, ends_at)))
