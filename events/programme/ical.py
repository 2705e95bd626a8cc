"""Events as calendars read them: RFC 5545 and 7986.

Written line by line, because a library takes half a second for a feed of 500; tests read it back with two.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.models import Event
from events.programme.words import Shown
from multifactory.lib.calendar_text import escaped, folded, time_value, utc_moment
from multifactory.lib.mail import absolute_url
from multifactory.lib.text.clean import legal_text

UID_DOMAIN = "multifactory-portal"  # never the host: an event keeps its identity when the portal moves
REFRESH = "PT6H"


def event_title(event: Event, shown: Shown | None = None) -> str:
    """Some programs ignore STATUS, so the title says it too."""
    title = str((shown or event.shown).title)
    if event.is_cancelled or event.left_public_at:
        title = _("Cancelled: %(title)s") % {"title": title}
    elif event.is_postponed:
        title = _("Postponed: %(title)s") % {"title": title}
    return legal_text(title)


def render_calendar(name: str, events: Iterable[Event], *, method: str = "") -> bytes:
    """A calendar as text: lines end in CRLF and are folded at 75 octets."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Multifactory portal//Events//EN"),
        *([f"METHOD:{method}"] if method else []),
        f"UID:events@{UID_DOMAIN}",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    kinds = {kind.value: str(kind.label) for kind in Event.Kind}
    for event in events:
        lines += _event_lines(event, kinds)
    lines.append("END:VCALENDAR")
    return "".join(map(folded, lines)).encode()


def _event_lines(event: Event, kinds: dict[str, str]) -> Iterator[str]:
    """Times in UTC; whole days as dates, the end exclusive. Of what left the public, only that it is off."""
    shown = event.shown
    start, end = _times(event)
    changed = utc_moment(event.updated_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@{UID_DOMAIN}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{time_value(start)}"
    yield f"DTEND{time_value(end)}"
    yield f"STATUS:{_status(event)}"
    yield f"SUMMARY:{escaped(event_title(event, shown))}"
    if not event.left_public_at:
        url = absolute_url(event.get_absolute_url())
        yield "DESCRIPTION:" + escaped(f"{shown.summary}\n\n{url}")
        yield f"LOCATION:{escaped(event.where)}"
        yield f"URL:{url}"
        yield f"CATEGORIES:{escaped(kinds[event.kind])}"
    yield "END:VEVENT"


def _times(event: Event) -> tuple[datetime | date, datetime | date]:
    if not event.is_all_day:
        return event.starts_at, event.ends_at
    return timezone.localdate(event.starts_at), event.last_day + timedelta(days=1)


def _status(event: Event) -> str:
    if event.is_cancelled or event.left_public_at:
        return "CANCELLED"
    return "TENTATIVE" if event.is_postponed else "CONFIRMED"
