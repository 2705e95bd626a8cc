"""Mails to candidates and to those elected."""

from governance.assemblies.elections.models import Candidacy
from members.people.recipients import coordinators
from multifactory.lib.mail import absolute_url, send


def _context(candidacy: Candidacy) -> dict[str, object]:
    return {
        "candidacy": candidacy,
        "person": candidacy.user,
        "company": candidacy.company,
        "title": candidacy.proposal.title,
        "office": candidacy.office,
        "url": absolute_url(candidacy.get_absolute_url()),
    }


def send_candidacy_proposed(candidacy: Candidacy) -> None:
    """To the person: does she or he stand?"""
    context = _context(candidacy) | {"by": candidacy.proposed_by}
    send(candidacy.user.email, "candidacy_proposed", context, candidacy.user.language)


def send_elected(candidacy: Candidacy) -> None:
    """To the person, also to who follows another that refused: does she or he take the office?"""
    send(candidacy.user.email, "candidate_elected", _context(candidacy), candidacy.user.language)


def send_office_refused(candidacy: Candidacy, following: Candidacy | None) -> None:
    """To the coordinators: who did not take the office, and who follows."""
    context = _context(candidacy) | {"following": following}
    for person in coordinators().order_by("pk"):
        send(person.email, "office_refused", context, person.language)
