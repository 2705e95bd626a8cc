"""What the calendar behind a link holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company, the_multifactory
from members.hooks import calendar_entries
from members.people.models import User
from multifactory.lib.calendar_states import StatesFor, Values, ask_states
from multifactory.lib.calendar_text import write_calendar
from multifactory.lib.calendars import CalendarEntry, CalendarPart
from multifactory.portal.calendars.models import CalendarLink
from spaces.building.models import Space
from spaces.feeds.booking_entries import bookings_of_company
from spaces.feeds.space_parts import Around, around, parts_of_space

PartsOf = Callable[[Values, datetime], list[CalendarPart]]


@dataclass(frozen=True)
class Contents:
    """What `parts_of` gives for these values, of whatever the link opens."""

    link: CalendarLink
    parts_of: PartsOf
    values: Values
    now: datetime

    def fingerprint(self) -> str:
        """Changes with what the calendar says, by one query."""
        states = ask_states(_STATES[self.parts_of], self.values, self.now)
        text = repr((self.link.pk, self.link.language, timezone.localdate(self.now), states))
        return sha256(text.encode()).hexdigest()[:32]

    def entries(self) -> Iterable[CalendarEntry]:
        return chain.from_iterable(part.entries() for part in self.parts_of(self.values, self.now))

    def text(self) -> bytes:
        return write_calendar(
            _title(self.link),
            self.entries(),
            uid=f"calendar-{self.link.request_id}",
            language=self.link.language,
        )


def contents_of(link: CalendarLink) -> Contents:
    """Of a link that opens something today."""
    now = timezone.now()
    if link.company_id is not None:
        return Contents(link, _parts_of_company, [[link.company_id]], now)
    if link.space is not None:
        space, near = link.space, around(link.space)
        return Contents(
            link, _parts_of_space, [[space.pk], [space.code, space.name], near.leaves, near.shutting], now
        )
    person = link.made_by
    if person is None:
        raise ValueError("The link of nobody opens nothing.")
    values: Values = [[person.pk], [person.email], person.current_company_ids]
    return Contents(link, _parts_of_person, values, now)


def _parts_of_person(values: Values, now: datetime) -> list[CalendarPart]:
    [number], [address], companies = values
    person = User(pk=number, email=str(address))
    person.current_company_ids = cast(list[int], companies)
    return [part_of(person, now) for part_of in calendar_entries]


def _parts_of_company(values: Values, now: datetime) -> list[CalendarPart]:
    [[number]] = values
    return [bookings_of_company(Company(pk=number), now)]


def _parts_of_space(values: Values, now: datetime) -> list[CalendarPart]:
    [number], [code, name], leaves, shutting = values
    near = Around(cast(list[int], leaves), cast(list[int], shutting))
    return parts_of_space(Space(pk=number, code=code, name=name), near, now)


def _states_for(parts_of: PartsOf) -> StatesFor:
    return lambda values, now: [state for part in parts_of(values, now) for state in part.states]


_STATES: dict[PartsOf, StatesFor] = {
    parts_of: _states_for(parts_of) for parts_of in (_parts_of_person, _parts_of_company, _parts_of_space)
}


def _title(link: CalendarLink) -> str:
    name = str(the_multifactory().name)
    return f"{name}: {link.opens}" if link.opens else _("%(name)s: my calendar") % {"name": name}
