"""What leads a ticket from one state to another, and who may take the step. Services and pages read this.

Coordinators may take every step that is in it.
"""

from enum import Flag, auto

from spaces.upkeep.tickets.models import TicketState

OPEN, IN_WORK, SOLVED, CLOSED = TicketState


class Party(Flag):
    """What a person is to a ticket."""

    NOBODY = 0
    REPORTER = auto()  # who reported it, or in the same company
    RESPONSIBLE = auto()  # in the responsible company
    COORDINATOR = auto()


_CONCERNED = Party.REPORTER | Party.RESPONSIBLE

TRANSITIONS: dict[tuple[TicketState, TicketState], Party] = {
    (OPEN, IN_WORK): Party.RESPONSIBLE,
    (OPEN, SOLVED): _CONCERNED,
    (OPEN, CLOSED): Party.COORDINATOR,  # nothing will be done
    (IN_WORK, OPEN): Party.RESPONSIBLE,
    (IN_WORK, SOLVED): _CONCERNED,
    (IN_WORK, CLOSED): Party.COORDINATOR,
    (SOLVED, OPEN): _CONCERNED,  # it is not solved after all
    (SOLVED, CLOSED): Party.REPORTER,
    (CLOSED, OPEN): Party.COORDINATOR,
}


def may_step(source: str, target: str, party: Party) -> bool:
    """Whether a person who is this to a ticket may take it from one state to another."""
    allowed = TRANSITIONS.get((TicketState(source), TicketState(target)), Party.NOBODY)
    return bool(allowed) and bool(party & (allowed | Party.COORDINATOR))
