"""A calendar as text: RFC 5545 and 7986.

Written by hand, because a library takes a second for a year of a hall; the tests read it back with one.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from django.conf import settings

from multifactory.lib.calendars import UID_DOMAIN, CalendarEntry, Status
from multifactory.lib.text.clean import legal_text

LINE = 75  # octets, without the line's end
REFRESH = "PT1H"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write_calendar(name: str, entries: Iterable[CalendarEntry], *, uid: str, language: str) -> bytes:
    """The whole text, its lines ended by CRLF and folded at 75 octets."""
    zone = settings.TIME_ZONE
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Multifactory portal//Calendars//EN",
        f"UID:{uid}@{UID_DOMAIN}",
        f"NAME;LANGUAGE={language}:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{zone}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for entry in entries:
        lines += _entry_lines(entry)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def _entry_lines(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@{UID_DOMAIN}"
    changed = utc_moment(entry.changed)
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART{time_value(entry.starts)}"
    yield f"DTEND{time_value(entry.ends)}"
    yield f"STATUS:{entry.status.value}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.location:
        yield f"LOCATION:{escaped(entry.location)}"
    if entry.text:
        yield f"DESCRIPTION:{escaped(entry.text)}"
    if entry.url:
        yield f"URL:{entry.url}"
    if entry.is_private:
        yield "CLASS:PRIVATE"
    yield f"TRANSP:{'OPAQUE' if entry.is_busy and entry.status != Status.CANCELLED else 'TRANSPARENT'}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11), without what no calendar may hold."""
    return legal_text(text).replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def utc_moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def time_value(time: datetime | date) -> str:
    """A moment in UTC, or a day."""
    return f":{utc_moment(time)}" if isinstance(time, datetime) else f";VALUE=DATE:{time:%Y%m%d}"


def folded(line: str) -> str:
    """The line with its end; one of more than 75 octets goes on after a blank, no letter torn apart."""
    if len(line) <= LINE and line.isascii():
        return f"{line}\r\n"
    parts, start, size = [], 0, 0
    for place, letter in enumerate(line):
        octets = len(letter.encode())
        if size + octets > LINE:
            parts.append(line[start:place])
            start, size = place, 1  # the blank
        size += octets
    parts.append(line[start:])
    return "\r\n ".join(parts) + "\r\n"
