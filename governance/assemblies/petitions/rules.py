"""How many companies a petition needs, until when it is answered, who does what with it."""

from datetime import date, timedelta

from governance.assemblies.petitions.models import Petition
from governance.proposals.rules import can_propose
from members.people.models import Membership

State = Petition.State


def companies_needed(members: int, numerator: int, denominator: int) -> int:
    """⌈M·n/d⌉ of all member companies, suspended ones too (c.c., art. 20: a tenth); at least one."""
    return max(1, -(-members * numerator // denominator))


def due_day(reached_on: date, days: int) -> date:
    """The last day on which the assembly can be called in time."""
    return reached_on + timedelta(days=days)


def can_sign(membership: Membership | None, petition: Petition) -> bool:
    """A representative, while it collects signatures; and after, as long as nobody has called an assembly."""
    return can_propose(membership) and petition.state != State.WITHDRAWN and not petition.is_answered


def is_initiator(membership: Membership | None, petition: Petition) -> bool:
    return can_propose(membership) and membership is not None and membership.company_id == petition.company_id


def can_edit_petition(membership: Membership | None, petition: Petition, signatures: int) -> bool:
    """Its own company, until a second has signed: nobody signs one text and finds another."""
    return is_initiator(membership, petition) and petition.state == State.OPEN and signatures < 2
