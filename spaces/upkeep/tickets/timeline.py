"""What happened to a ticket, as its page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_moment
from spaces.upkeep.tickets.models import Severity, Ticket, TicketEvent, TicketPhoto, TicketState

Kind = TicketEvent.Kind


@dataclass(frozen=True, slots=True)
class TicketEntry:
    """Who did it, when, what changed in a sentence (of a comment: nothing), and what was said or shown."""

    who: str
    company: str
    at: datetime
    change: str
    text: str
    photos: list[TicketPhoto]


def ticket_entries(ticket: Ticket) -> list[TicketEntry]:
    """The oldest first. Two queries."""
    events = ticket.events.select_related("by", "company").prefetch_related("photos").order_by("at", "pk")
    return [
        TicketEntry(
            who=str(event.by or _("a former member")),
            company=str(event.company or ""),
            at=event.at,
            change=describe_event(event),
            text=event.text,
            photos=list(event.photos.all()),
        )
        for event in events
    ]


def describe_event(event: TicketEvent) -> str:
    """What changed, in a sentence; nothing of a comment."""
    match event.kind:
        case Kind.REPORTED:
            return _("Reported: %(severity)s") % {"severity": _word(Severity, event.after)}
        case Kind.STATE:
            return _("State: %(before)s → %(after)s") % _words(TicketState, event)
        case Kind.SEVERITY:
            return _("Severity: %(before)s → %(after)s") % _words(Severity, event)
        case Kind.RESPONSIBLE if event.after:
            return _("Responsible: %(company)s") % {"company": event.after}
        case Kind.RESPONSIBLE:
            return _("Nobody is responsible any more.")
        case Kind.BLOCK:
            until = datetime.fromisoformat(event.after)
            return _("The space stays blocked until %(moment)s.") % {"moment": format_moment(until)}
    return ""


def _words(choices: type[TicketState] | type[Severity], event: TicketEvent) -> Mapping[str, str]:
    return {"before": _word(choices, event.before), "after": _word(choices, event.after)}


def _word(choices: type[TicketState] | type[Severity], value: str) -> str:
    return str(choices(value).label)


def in_words(ticket: Ticket) -> str:
    """State and severity in one line: Open, urgent."""
    return f"{capfirst(ticket.get_state_display())}, {ticket.get_severity_display()}"
