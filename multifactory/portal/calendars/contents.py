"""What the calendar behind a link holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import the_multifactory
from members.hooks import calendar_entries
from members.people.models import User
from multifactory.lib.calendar_text import write_calendar
from multifactory.lib.calendars import CalendarEntry, CalendarPart, read_states
from multifactory.portal.calendars.models import CalendarLink
from spaces.feeds.booking_entries import bookings_of_company
from spaces.feeds.space_parts import parts_of_space


@dataclass(frozen=True)
class Contents:
    link: CalendarLink
    parts: list[CalendarPart]

    def fingerprint(self) -> str:
        """Changes with what the calendar says, by one query; and every day, for names that were changed."""
        states = read_states([state for part in self.parts for state in part.states])
        text = repr((self.link.pk, self.link.language, timezone.localdate(), states))
        return sha256(text.encode()).hexdigest()[:32]

    def entries(self) -> Iterable[CalendarEntry]:
        return chain.from_iterable(part.entries() for part in self.parts)

    def text(self) -> bytes:
        return write_calendar(
            _title(self.link),
            self.entries(),
            uid=f"calendar-{self.link.request_id}",
            language=self.link.language,
        )


def contents_of(link: CalendarLink) -> Contents:
    return Contents(link, _parts(link, link.made_by))


def _parts(link: CalendarLink, maker: User | None) -> list[CalendarPart]:
    if link.company is not None:
        return [bookings_of_company(link.company)]
    if link.space is not None:
        return parts_of_space(link.space)
    return [part_of(maker) for part_of in calendar_entries] if maker is not None else []


def _title(link: CalendarLink) -> str:
    name = str(the_multifactory().name)
    return f"{name}: {link.opens}" if link.opens else _("%(name)s: my calendar") % {"name": name}
