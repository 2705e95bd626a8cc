"""Mails about petitions: to the president and the coordinators; once late, to those who signed too."""

from collections.abc import Iterable

from governance.assemblies.petitions.models import Petition
from governance.attendance.models import Assembly
from governance.offices.models import Office
from governance.offices.rules import current_offices
from members.people.models import User
from members.people.recipients import coordinators, representatives_of
from multifactory.lib.mail import absolute_url, send


def send_petition_reached(petition: Petition) -> None:
    """So many have signed that an assembly must be called, and until when."""
    _send("petition_reached", petition, leaders())


def send_petition_below(petition: Petition) -> None:
    """Signatures were taken back: no assembly needs to be called for it now."""
    _send("petition_below", petition, leaders())


def send_petition_late(petition: Petition) -> None:
    """The day has passed without a call: also to those who signed, who can turn to the court."""
    _send("petition_late", petition, _leaders_and_signers(petition))


def send_petition_reopened(petition: Petition, cancelled: Assembly) -> None:
    """The assembly called for it is cancelled, and another is to be called: also to those who signed."""
    _send("petition_reopened", petition, _leaders_and_signers(petition), cancelled=cancelled)


def _leaders_and_signers(petition: Petition) -> list[User]:
    companies = [one.company for one in petition.signatures.live().select_related("company")]
    people = {place.user_id: place.user for place in representatives_of(companies)}
    return list({one.pk: one for one in [*leaders(), *people.values()]}.values())


def leaders() -> list[User]:
    """The president in office and the coordinators, each once."""
    president = [office.user for office in current_offices().filter(kind=Office.Kind.PRESIDENT)]
    return list({one.pk: one for one in [*president, *coordinators().order_by("pk")]}.values())


def _send(template: str, petition: Petition, people: Iterable[User], **more: object) -> None:
    context = {
        "petition": petition,
        "title": petition.title,
        "company": petition.company,
        "needed": petition.needed,
        "due_on": petition.due_on,
        "url": absolute_url(petition.get_absolute_url()),
        **more,
    }
    for person in people:
        if person.is_active:
            send(person.email, template, context, person.language)
