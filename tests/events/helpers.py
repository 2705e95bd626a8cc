"""What the tests of several subjects share."""

import html
import json
import re

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import mail
from django.urls import reverse

from events.programme.models import Event
from tests.factories.events import EventFactory

LIST = reverse("events:event_list")
GUEST = {"name": "Ann", "email": "ann@example.org"}
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
