"""My week: bookings, turns, events and the ends of votes that wait, in seven days; then what is later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from multifactory.portal.today.times import TimeLeft, day_of

DAYS, LATER = 7, 6
IN_THE_QUEUE = {"turn", "vote"}  # which says them later on too


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`kind`: turn, vote, ours, or nothing for others'."""

    at: date
    title: str
    href: str
    said: str
    kind: str = ""

    @property
    def time(self) -> str:
        """15:00; nothing where it is the whole day."""
        at = self.at
        return date_format(timezone.localtime(at), "H:i") if isinstance(at, datetime) else ""

    @property
    def moment(self) -> str:
        return TimeLeft(self.at).moment


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Agenda:
    days: list[Day]
    later: list[Entry]


def agenda(found: dict[str, Any], today: date) -> Agenda:
    """Of what the dashboard has `found`. What has begun before stands under today."""
    entries = sorted(_entries(found), key=lambda one: (day_of(one.at), one.time))
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    by_day: dict[date, list[Entry]] = {day: [] for day in days}
    later: list[Entry] = []
    for one in entries:
        by_day.get(max(day_of(one.at), today), later).append(one)
    later = [one for one in later if one.kind not in IN_THE_QUEUE]
    return Agenda([Day(day, some) for day, some in by_day.items()], later[:LATER])


def _entries(found: dict[str, Any]) -> Iterator[Entry]:
    for turn in found.get("turns", ()):
        href = turn.get_absolute_url()
        yield Entry(at=turn.day, title=str(turn.duty), href=href, said=gettext("your turn"), kind="turn")
    for one in found.get("bookings", ()):
        words = gettext("booked until %(moment)s, %(purpose)s")
        said = words % {"moment": _end(one.starts_at, one.ends_at), "purpose": one.purpose}
        href = one.space.get_absolute_url()
        yield Entry(at=one.starts_at, title=str(one.space), href=href, said=said, kind="ours")
    for one in found.get("waiting_rounds", ()):
        if one.closes_at:
            href, said = one.proposal.get_absolute_url(), gettext("the vote closes, you have not voted")
            yield Entry(at=one.closes_at, title=one.question, href=href, said=said, kind="vote")
    yield from _events(found)


def _events(found: dict[str, Any]) -> Iterator[Entry]:
    mine = set()
    for event, link, state in found["my_registrations"]:
        mine.add(event.pk)
        said = gettext("event, your registration: %(state)s") % {"state": state}
        href = reverse("events:registration_detail", args=[link])
        yield Entry(at=event.starts_at, title=str(event), href=href, said=said)
    for event in found["events"]:
        if event.pk not in mine:
            href = event.get_absolute_url()
            yield Entry(at=event.starts_at, title=str(event), href=href, said=gettext("event"))


def _end(start: datetime, end: datetime) -> str:
    """16:00; on another day with the day."""
    if timezone.localdate(start) == timezone.localdate(end):
        return date_format(timezone.localtime(end), "H:i")
    return TimeLeft(end).moment
