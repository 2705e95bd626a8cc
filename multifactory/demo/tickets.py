"""What is broken in a sample: danger that blocks a machine, with its picture, and one of each state."""

from typing import Any
from uuid import uuid4

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.demo.rooms import interior
from multifactory.demo.written import Written
from spaces.upkeep.tickets.models import Severity, Ticket, TicketPhoto, TicketState
from spaces.upkeep.tickets.services import change_ticket, comment_ticket, report_ticket
from spaces.upkeep.tickets.terms import TicketTerms, terms_of

LOOK = "machines 3 wide pitched steel"
ALT = "A drawing, not a photo: the machine as it stands"

# The first of each is danger, on a machine that nobody has booked for the next day.
TICKETS: dict[str, list[dict[str, Any]]] = {
    "r84": [
        {"space": "D5P", "title": "Sparks at the plug of the large printer", "text": "Smells burnt, too."},
        {
            "space": "AK",
            "title": "The oven does not get hot",
            "severity": Severity.URGENT,
            "until": "in_work",
        },
        {"space": "Y3", "title": "A slab by the gate is loose"},
        {"space": "C1", "title": "Two chairs wobble", "severity": Severity.LOW},
        {"space": "FC", "title": "The lamp on the stairs flickers", "until": "solved"},
        {"space": "Y2", "title": "The line of the third parking space has faded", "until": "closed"},
    ],
    "risma11": [
        {"space": "WLH", "title": "A strand of the hoist’s rope is torn", "text": "Seen at half height."},
        {"space": "MK", "title": "The dishwasher leaks", "severity": Severity.URGENT, "until": "in_work"},
        {"space": "WY", "title": "The gate closes badly"},
        {"space": "MB", "title": "A shelf is bent", "severity": Severity.LOW},
        {"space": "TC", "title": "The emergency light does not charge", "until": "solved"},
        {"space": "MG", "title": "The echo in the gallery", "until": "closed"},
    ],
    "infatti9": [
        {"space": "PLC", "title": "The hook of the crane does not latch", "text": "Nobody lifts with it."},
        {
            "space": "N1",
            "title": "The tap in the kitchen drips",
            "severity": Severity.URGENT,
            "until": "in_work",
        },
        {"space": "N5", "title": "A board of the sandpit is loose"},
        {"space": "N6", "title": "The bicycle stand is bent", "severity": Severity.LOW},
        {"space": "N2", "title": "The door of the toy cupboard sticks", "until": "solved"},
        {"space": "UC", "title": "The clock is two minutes late", "until": "closed"},
    ],
}


def load_tickets(written: Written, coordinator: User) -> None:
    """Reported by the second company, seen to by the first."""
    fixer, reporter = (written.companies[data.name] for data in written.case.companies[:2])
    for place, row in enumerate(TICKETS[written.case.slug]):
        is_danger = place == 0
        ticket = report_ticket(
            written.spaces[row["space"]],
            title=row["title"],
            text=row.get("text", ""),
            severity=Severity.DANGER if is_danger else row.get("severity", Severity.NORMAL),
            company=reporter,
            by=_representative(reporter),
            request_id=uuid4(),
            image=interior(LOOK, True) if is_danger else None,
        )
        _go_on(ticket, row.get("until", "open"), fixer, coordinator)
    TicketPhoto.objects.update(alt=ALT)


def _go_on(ticket: Ticket, until: str, fixer: Company, coordinator: User) -> None:
    if until == TicketState.OPEN:
        return
    if until == TicketState.CLOSED:
        terms = TicketTerms(TicketState.CLOSED, ticket.severity, None)
        text = "We leave it as it is: nobody is harmed."
        change_ticket(ticket, terms=terms, by=coordinator, company=None, text=text)
        return
    by = _representative(fixer)
    terms = TicketTerms(ticket.state, ticket.severity, fixer)
    ticket = change_ticket(ticket, terms=terms, by=coordinator, company=None)
    terms = TicketTerms(TicketState.IN_WORK, *_rest(ticket))
    ticket = change_ticket(ticket, terms=terms, by=by, company=fixer, text="The part is ordered.")
    if until == TicketState.SOLVED:
        comment_ticket(ticket, text="It came today.", company=fixer, by=by, request_id=uuid4())
        terms = TicketTerms(TicketState.SOLVED, *_rest(ticket))
        change_ticket(ticket, terms=terms, by=by, company=fixer, text="Mended.")


def _rest(ticket: Ticket) -> tuple[str, Company | None]:
    now = terms_of(ticket)
    return now.severity, now.responsible


def _representative(company: Company) -> User:
    places = Membership.objects.current().filter(company=company, role=Membership.Role.REPRESENTATIVE)
    return places.select_related("user").order_by("pk")[0].user
