"""What of a ticket changes."""

from dataclasses import dataclass

from members.companies.models import Company
from spaces.upkeep.tickets.models import Severity, Ticket


@dataclass(frozen=True)
class TicketTerms:
    state: str
    severity: str
    responsible: Company | None


def terms_of(ticket: Ticket) -> TicketTerms:
    """As they are."""
    return TicketTerms(ticket.state, ticket.severity, ticket.responsible)


def lowered(ticket: Ticket) -> TicketTerms:
    """What a ticket says once its danger is taken back."""
    return TicketTerms(ticket.state, Severity.URGENT, ticket.responsible)
