"""Mails about a registration."""

from django.urls import reverse

from events.registrations.models import Registration
from members.companies.models import the_multifactory
from multifactory.lib.mail import absolute_url, send


def _send(template: str, registration: Registration, token: str = "") -> None:
    context = {
        "registration": registration,
        "event": registration.event,
        "portal": the_multifactory(),
        "event_url": absolute_url(registration.event.get_absolute_url()),
    }
    if token:
        context["cancel_url"] = absolute_url(reverse("events:registration_cancel", args=[token]))
    send(registration.email, template, context, registration.language)


def send_registration_confirmed(registration: Registration, token: str) -> None:
    _send("registration_confirmed", registration, token)


def send_registration_again(registration: Registration, token: str) -> None:
    """To somebody who is registered already: the link of the first mail works too."""
    _send("registration_again", registration, token)


def send_registration_cancelled(registration: Registration) -> None:
    _send("registration_cancelled", registration)


def send_event_moved(registration: Registration) -> None:
    _send("registration_event_moved", registration)


def send_event_cancelled(registration: Registration) -> None:
    _send("registration_event_cancelled", registration)
