"""An event as search engines read it."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from events.programme.models import Event
from events.programme.parts import EventHost
from members.companies.models import Multifactory
from multifactory.lib.formats import format_long_day
from multifactory.lib.images.share_image import ShareWords
from multifactory.lib.linked_data import SCHEMA, json_ld
from multifactory.lib.mail import absolute_url


def share_words(event: Event, portal: Multifactory) -> ShareWords:
    """Its day and place above its title, and where it is not as planned, that first."""
    state = event.get_state_display() if event.is_cancelled or event.is_postponed else ""
    facts = (capfirst(state or gettext("Event")), format_long_day(timezone.localdate(event.starts_at)))
    return ShareWords(
        " · ".join(filter(None, (*facts, event.where))), event.shown.title, event.shown.summary, portal.name
    )


def event_json_ld(event: Event, portal: Multifactory) -> SafeString:
    """Needs `for_list()` and its moves."""
    moved_from = _previous_starts(event)
    data: dict[str, Any] = {
        "@type": "Event",
        "name": event.shown.title,
        "description": event.shown.summary,
        "url": absolute_url(event.get_absolute_url()),
        "startDate": _start(event, event),
        "endDate": event.last_day.isoformat() if event.is_all_day else _moment(event.ends_at),
        "eventStatus": SCHEMA + _status(event, moved_from),
        "eventAttendanceMode": SCHEMA + _attendance(event),
        "location": _locations(event, portal),
        "organizer": _organisers(event, portal),
        "inLanguage": event.language,
        "isAccessibleForFree": event.price_cents == 0,
    }
    if moved_from:
        data["previousStartDate"] = moved_from
    if event.capacity != 0:
        data["offers"] = _offer(event)
    if event.capacity:
        data["maximumAttendeeCapacity"] = event.capacity
    if picture := getattr(event, "picture", None):
        data["image"] = [absolute_url(picture.large.url)]
    return json_ld(data)


def _organisers(event: Event, portal: Multifactory) -> list[dict[str, str]]:
    organisers = [_organiser(host) for host in event.confirmed_hosts]
    community = {"@type": "Organization", "name": portal.name, "url": absolute_url("/")}
    return [community, *organisers] if event.is_common or not organisers else organisers


def _organiser(host: EventHost) -> dict[str, str]:
    """A company that has left has no page to link to."""
    data = {"@type": "Organization", "name": host.company.name}
    return data if host.has_left else data | {"url": absolute_url(host.company.get_absolute_url())}


def _locations(event: Event, portal: Multifactory) -> Any:
    places: list[dict[str, Any]] = []
    if event.where and not event.is_online_only:
        ground = None if event.is_elsewhere else _postal_address(portal)
        places.append({"@type": "Place", "name": event.where, "address": ground or event.where})
    if event.online_url:
        places.append({"@type": "VirtualLocation", "url": event.online_url})
    return places[0] if len(places) == 1 else places


def _postal_address(portal: Multifactory) -> Any:
    """What takes place on its ground takes place at the multifactory's address."""
    parts = {
        "streetAddress": portal.street,
        "postalCode": portal.postal_code,
        "addressLocality": portal.locality,
        "addressRegion": portal.region,
        "addressCountry": portal.country,
    }
    known = {name: text for name, text in parts.items() if text}
    return {"@type": "PostalAddress", **known} if portal.street or portal.locality else portal.address


def _attendance(event: Event) -> str:
    if not event.online_url:
        return "OfflineEventAttendanceMode"
    return "OnlineEventAttendanceMode" if event.is_online_only else "MixedEventAttendanceMode"


def _status(event: Event, moved_from: list[str]) -> str:
    if event.is_cancelled:
        return "EventCancelled"
    if event.is_postponed:
        return "EventPostponed"
    return "EventRescheduled" if moved_from else "EventScheduled"


def _offer(event: Event) -> dict[str, Any]:
    is_full = event.capacity is not None and event.places_left == 0
    data = {
        "@type": "Offer",
        "price": str(Decimal(event.price_cents).scaleb(-2)),
        "priceCurrency": "EUR",
        "availability": SCHEMA + ("SoldOut" if is_full else "InStock"),
        "url": absolute_url(event.get_absolute_url()),
    }
    since = event.registration_opens_at or event.public_since
    return data | {"validFrom": _moment(since)} if since else data


def _previous_starts(event: Event) -> list[str]:
    """When it was to start before it moved; a change of place alone is none."""
    starts = [_start(move, event) for move in event.moves.all()]
    later = [*starts, _start(event, event)][1:]
    return [start for start, next_start in zip(starts, later, strict=True) if start != next_start]


def _start(times: Any, event: Event) -> str:
    return timezone.localdate(times.starts_at).isoformat() if event.is_all_day else _moment(times.starts_at)


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat()
