"""Who may change what of a ticket, and for how long danger blocks. Nothing here reads the database."""

from datetime import datetime, timedelta

from spaces.upkeep.tickets.models import STANDING, Severity, Ticket, TicketState
from spaces.upkeep.tickets.transitions import Party, may_step

FIRST_BLOCK = timedelta(hours=24)
LONGEST_BLOCK = timedelta(days=90)


def states_open_to(ticket: Ticket, party: Party) -> list[TicketState]:
    """The states a person may take a ticket to, the one it has included.

    That danger has passed says who is responsible or a coordinator, not who reported it.
    """
    if ticket.is_danger and not party & (Party.RESPONSIBLE | Party.COORDINATOR):
        return [TicketState(ticket.state)]
    return [one for one in TicketState if one == ticket.state or may_step(ticket.state, one, party)]


def severities_open_to(ticket: Ticket, party: Party) -> list[Severity]:
    """Danger is for everybody to tell, and for coordinators to take back; the rest for those concerned."""
    if ticket.state not in STANDING:
        return [Severity(ticket.severity)]
    if party & Party.COORDINATOR:
        return list(Severity)
    if ticket.is_danger:
        return [Severity.DANGER]
    if party:
        return list(Severity)
    return [Severity(ticket.severity), Severity.DANGER]


def can_set_block(ticket: Ticket, party: Party) -> bool:
    """Say until when a space stays blocked: coordinators, while the danger stands."""
    return bool(party & Party.COORDINATOR) and ticket.is_danger and ticket.state in STANDING


def is_block_end(until: datetime, now: datetime) -> bool:
    """A block ends, and somebody looks at it again within ninety days."""
    return now < until <= now + LONGEST_BLOCK


def can_change(ticket: Ticket, party: Party) -> bool:
    """Whether there is anything this person may change."""
    is_free = ticket.responsible_id is None and ticket.state in STANDING
    choices = len(states_open_to(ticket, party)) + len(severities_open_to(ticket, party))
    return bool(party & Party.COORDINATOR) or choices > 2 or is_free
