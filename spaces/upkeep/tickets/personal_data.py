"""The tickets a person reported, and what they changed of others and said.

Erasing the person leaves them with the company, without a name: what is broken is broken.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.upkeep.tickets.models import Ticket, TicketEvent


def collect(user: User) -> Sections:
    tickets = Ticket.objects.filter(reported_by=user)
    events = TicketEvent.objects.filter(by=user)
    return {
        "tickets_reported": rows_of(
            tickets, "number", "space__code", "title", "text", "severity", "state", "reported_at"
        ),
        "ticket_events": rows_of(
            events, "ticket__number", "kind", "before", "after", "text", "company__name", "at"
        ),
    }
