"""An event as search engines read it: schema.org in JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from events.models import Event
from members.models import Multifactory
from multifactory.lib.mail import absolute_url

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_SCHEMA = "https://schema.org/"


def _organisers(event: Event, portal: Multifactory) -> list[dict[str, str]]:
    organisers = [
        {"@type": "Organization", "name": company.name, "url": absolute_url(company.get_absolute_url())}
        for company in event.organisers.all()
    ]
    community = {"@type": "Organization", "name": portal.name, "url": absolute_url("/")}
    return [community, *organisers] if event.is_common or not organisers else organisers


def event_json_ld(event: Event, portal: Multifactory) -> SafeString:
    """The text of the script element: data that browsers do not run and that cannot close its element."""
    # What takes place in one of the spaces takes place at the multifactory's address.
    address = portal.address if event.space else event.place
    data: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": absolute_url(event.get_absolute_url()),
        "startDate": event.starts_at.isoformat(),
        "endDate": event.ends_at.isoformat(),
        "eventStatus": _SCHEMA + ("EventCancelled" if event.is_cancelled else "EventScheduled"),
        "eventAttendanceMode": _SCHEMA + "OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": event.where, "address": address or event.where},
        "organizer": _organisers(event, portal),
    }
    if event.capacity:
        data["maximumAttendeeCapacity"] = event.capacity
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308  escaped just here
