"""Events as calendars read them: RFC 5545."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.programme.models import Event
from multifactory.lib.mail import absolute_url
from multifactory.lib.text.clean import legal_text

UID_DOMAIN = "multifactory-portal"  # never the host: an event keeps its identity when the portal moves
REFRESH = timedelta(hours=6)


def event_title(event: Event) -> str:
    """Some programs ignore STATUS, so the title says it too."""
    title = str(event.shown.title)
    if event.is_cancelled or event.left_public_at:
        title = _("Cancelled: %(title)s") % {"title": title}
    elif event.is_postponed:
        title = _("Postponed: %(title)s") % {"title": title}
    return legal_text(title)


def calendar_event(event: Event) -> icalendar.Event:
    """Times in UTC; whole days as dates, the end exclusive. Of what left the public, only that it is off."""
    url = absolute_url(event.get_absolute_url())
    start, end = _times(event)
    told: dict[str, Any] = {}
    if not event.left_public_at:
        told = {
            "description": legal_text(f"{event.shown.summary}\n\n{url}"),
            "location": legal_text(event.where),
            "url": url,
            "categories": [str(Event.Kind(event.kind).label)],
        }
    return icalendar.Event.new(
        uid=f"{event.uid}@{UID_DOMAIN}",
        summary=event_title(event),
        start=start,
        end=end,
        status=_status(event),
        sequence=event.sequence,
        stamp=event.updated_at,
        last_modified=event.updated_at,
        **told,
    )


def render_calendar(name: str, events: Iterable[Event], *, method: str = "") -> bytes:
    """A calendar as text: lines end in CRLF and are folded at 75 octets."""
    result = icalendar.Calendar.new(
        prodid="-//Multifactory portal//Events//EN",
        uid=f"events@{UID_DOMAIN}",
        name=name,
        language=get_language(),
        subcomponents=[calendar_event(event) for event in events],
    )
    if method:
        result["METHOD"] = icalendar.vText(method)
    # RFC 7986 wants the type of the value said, which the library leaves out.
    result["REFRESH-INTERVAL"] = icalendar.vDuration(REFRESH, params={"VALUE": "DURATION"})
    result["X-WR-CALNAME"] = icalendar.vText(name)
    result["X-WR-TIMEZONE"] = icalendar.vText(settings.TIME_ZONE)
    result["X-PUBLISHED-TTL"] = icalendar.vDuration(REFRESH)
    return result.to_ical()


def _times(event: Event) -> tuple[datetime | date, datetime | date]:
    if not event.is_all_day:
        return event.starts_at, event.ends_at
    return timezone.localdate(event.starts_at), event.last_day + timedelta(days=1)


def _status(event: Event) -> Any:
    if event.is_cancelled or event.left_public_at:
        return icalendar.STATUS.CANCELLED
    return icalendar.STATUS.TENTATIVE if event.is_postponed else icalendar.STATUS.CONFIRMED
