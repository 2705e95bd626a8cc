"""What calendars say, whoever gives it: entries, and queries that tell of a change (`calendar_states`)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

UID_DOMAIN = "multifactory-portal"  # never the host: an entry keeps its identity when the portal moves
KEPT = timedelta(days=30)  # what is over or cancelled
AHEAD = timedelta(days=400)


class Status(StrEnum):
    """RFC 5545, 3.8.1.11."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One occurrence in [starts, ends): moments, or days where it lasts whole days."""

    uid: str  # without the domain; the same as long as it is the same
    starts: datetime | date
    ends: datetime | date
    title: str
    changed: datetime  # the last change, never now
    sequence: int = 0  # raised by time, space or state
    status: Status = Status.CONFIRMED
    location: str = ""
    text: str = ""
    url: str = ""
    category: str = ""
    is_private: bool = False
    is_busy: bool = True  # whether the time is taken by it


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """What one source gives: its state, as queries made by
    `calendar_states.state_of`, and the entries themselves."""

    states: Sequence[QuerySet]
    entries: Callable[[], Iterable[CalendarEntry]]


def in_window(start: str, end: str, now: datetime) -> Q:
    """Moments of columns that calendars hold: from 30 days ago to 400 days ahead."""
    return Q(**{f"{end}__gt": now - KEPT, f"{start}__lt": now + AHEAD})


def days_in_window(day: str, now: datetime) -> Q:
    """The same, of a column with a day."""
    today = timezone.localdate(now)
    return Q(**{f"{day}__gte": today - KEPT, f"{day}__lt": today + AHEAD})


def title_by_status(title: str, status: Status) -> str:
    """Some programs ignore STATUS, so the title says it too."""
    if status == Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    return _("Not certain yet: %(title)s") % {"title": title} if status == Status.TENTATIVE else title
