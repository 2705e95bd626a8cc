"""Mails about an event to those who make it."""

from collections.abc import Iterable

from django.urls import reverse

from events.programme.models import Event
from events.programme.parts import EventHost
from members.companies.models import Company, the_multifactory
from members.people.models import Membership, User
from members.people.recipients import coordinators
from multifactory.lib.mail import absolute_url, send
from spaces.bookings.models import Booking


def _representatives(companies: Iterable[Company | int]) -> Iterable[User]:
    members = Membership.objects.current().representatives().filter(company__in=companies)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk")


def _send(template: str, people: Iterable[User], event: Event, **more: object) -> None:
    context = {
        "event": event,
        "portal": the_multifactory(),
        "event_url": absolute_url(event.get_absolute_url()),
        "hosts_url": absolute_url(reverse("events:event_hosts", args=[event.slug])),
        **more,
    }
    for person in people:
        send(person.email, template, context, person.language)


def _hosts(event: Event, apart_from: int | None = None) -> list[int]:
    hosts = event.hosts.confirmed().exclude(company=apart_from)
    return list(hosts.values_list("company", flat=True))


def send_event_submitted(event: Event) -> None:
    """To the coordinators, who publish it or return it."""
    _send("event_submitted", coordinators().order_by("pk"), event)


def send_event_returned(event: Event) -> None:
    _send("event_returned", _representatives(_hosts(event)), event)


def send_room_closed(event: Event, booking: Booking, *, reason: str) -> None:
    """To its hosts: danger has closed a room of it."""
    _send("event_room_closed", _representatives(_hosts(event)), event, booking=booking, reason=reason)


def send_host_asked(host: EventHost) -> None:
    _send("event_host_asked", _representatives([host.company_id]), host.event, host=host)


def send_host_answered(host: EventHost) -> None:
    people = _representatives(_hosts(host.event, apart_from=host.company_id))
    _send("event_host_answered", people, host.event, host=host)
