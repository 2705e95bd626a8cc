"""An event as search engines read it."""

from typing import Any

from django.utils.safestring import SafeString

from events.programme.models import Event
from members.companies.models import Multifactory
from multifactory.lib.linked_data import SCHEMA, json_ld
from multifactory.lib.mail import absolute_url


def _organisers(event: Event, portal: Multifactory) -> list[dict[str, str]]:
    organisers = [
        {
            "@type": "Organization",
            "name": host.company.name,
            "url": absolute_url(host.company.get_absolute_url()),
        }
        for host in event.confirmed_hosts
    ]
    community = {"@type": "Organization", "name": portal.name, "url": absolute_url("/")}
    return [community, *organisers] if event.is_common or not organisers else organisers


def event_json_ld(event: Event, portal: Multifactory) -> SafeString:
    # What takes place in one of the spaces takes place at the multifactory's address.
    address = portal.address if event.space else event.place
    data: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": absolute_url(event.get_absolute_url()),
        "startDate": event.starts_at.isoformat(),
        "endDate": event.ends_at.isoformat(),
        "eventStatus": SCHEMA + ("EventCancelled" if event.is_cancelled else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + "OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": event.where, "address": address or event.where},
        "organizer": _organisers(event, portal),
    }
    if event.capacity:
        data["maximumAttendeeCapacity"] = event.capacity
    if picture := getattr(event, "picture", None):
        data["image"] = absolute_url(picture.large.url)
    return json_ld(data)
