"""What the tests of several subjects share."""

import html
import json
import re
from datetime import datetime, timedelta

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.registrations.models import Registration
from tests.factories.events import EventFactory, RegistrationFactory

LIST = reverse("events:event_list")
GUEST = {"name": "Ann", "email": "ann@example.org", "party": "1"}
EVENTS = reverse("admin:events_event_changelist")
REGISTRATIONS = reverse("admin:events_registration_changelist")


def build_event(taken=0, **facts) -> Event:
    event = EventFactory.build(**facts)
    event.taken = taken
    return event


def mails() -> list[tuple[list[str], str]]:
    return [(sent.to, sent.subject) for sent in mail.outbox]


def text_of(response) -> str:
    """What a reader sees: without the elements, in single spaces."""
    body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def titles(response) -> list[str]:
    return [event.title for event in response.context["page_obj"]]


def register_url(event: Event) -> str:
    return reverse("events:registration_new", args=[event.slug])


def cancel_url(token: str) -> str:
    return reverse("events:registration_cancel", args=[token])


def linked_data(response) -> dict:
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    return json.loads(block)


def act(office, url: str, action: str, *objects, **data):
    return office.post(
        url, {"action": action, ACTION_CHECKBOX_NAME: [one.pk for one in objects]} | data, follow=True
    )


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def later(**time) -> datetime:
    return timezone.now() + timedelta(**time)


def confirmed(event, name, party=1, **facts) -> Registration:
    return RegistrationFactory(event=event, name=name, party=party, **facts)


def held(event, name, party=1, *, minutes_ago=0) -> Registration:
    return RegistrationFactory(
        event=event,
        name=name,
        party=party,
        state="held",
        created_at=later(minutes=-minutes_ago),
        held_until=later(minutes=60 - minutes_ago),
    )


def waiting(event, name, party=1, *, minutes_ago=1) -> Registration:
    moment = later(minutes=-minutes_ago)
    return RegistrationFactory(
        event=event, name=name, party=party, state="waiting", created_at=moment, queued_at=moment
    )


def offered(event, name, party=1, *, minutes_left=60) -> Registration:
    return RegistrationFactory(
        event=event,
        name=name,
        party=party,
        state="offered",
        queued_at=later(hours=-9),
        offered_until=later(minutes=minutes_left),
    )


def states(event) -> dict[str, str]:
    return dict(event.registrations.order_by("pk").values_list("name", "state"))


def subjects() -> list[tuple[str, str]]:
    """To whom, and what kind of mail."""
    return [(sent.to[0], sent.subject.split(":")[0]) for sent in mail.outbox]
