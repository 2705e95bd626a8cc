"""Mails about tickets. Of danger all are told who must act; the others choose."""

from django.db.models import Q, QuerySet

from members.companies.models import the_multifactory
from members.people.mails.choices import wants_mails
from members.people.mails.emails import preference_links
from members.people.models import Membership, User
from members.people.recipients import coordinators
from multifactory.lib.mail import absolute_url, send
from spaces.upkeep.tickets.mail_kinds import TICKETS
from spaces.upkeep.tickets.models import Ticket


def send_ticket_told(ticket: Ticket, *, by: User) -> None:
    """To coordinators, and to who represents the responsible company."""
    told = Q(pk__in=coordinators().values("pk")) | Q(pk__in=_responsible_people(ticket).values("pk"))
    _send("ticket_told", User.objects.filter(told), ticket, by=by)


def send_ticket_yours(ticket: Ticket, *, by: User) -> None:
    """To who represents the company that has become responsible."""
    _send("ticket_told", _responsible_people(ticket), ticket, by=by)


def send_ticket_closed(ticket: Ticket, *, by: User) -> None:
    """To who reported it: it is solved, or closed."""
    _send("ticket_closed", User.objects.filter(tickets=ticket, is_active=True), ticket, by=by)


def _responsible_people(ticket: Ticket) -> QuerySet[User]:
    places = Membership.objects.current().representatives().filter(company=ticket.responsible_id)
    return User.objects.filter(pk__in=places.values("user"), is_active=True)


def _send(template: str, people: QuerySet[User], ticket: Ticket, *, by: User) -> None:
    """Not to who did it themselves."""
    is_duty = template == "ticket_told" and ticket.is_blocking
    wanted = people if is_duty else people.filter(wants_mails(TICKETS.key))
    context = {
        "ticket": ticket,
        "url": absolute_url(ticket.get_absolute_url()),
        "portal": the_multifactory(),
        "is_duty": is_duty,
    }
    for person in wanted.exclude(pk=by.pk).order_by("pk"):
        foot = {} if is_duty else preference_links(person, TICKETS.key)
        unsubscribe = foot.get("stop_url", "")
        send(person.email, template, context | foot, person.language, unsubscribe=unsubscribe)
