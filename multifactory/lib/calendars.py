"""What calendars say, whoever gives it: entries, and a state that stays the same while nothing changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum, Value
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
    """What one source gives: its state, as queries made by `state_of`, and the entries themselves."""

    states: Sequence[QuerySet]
    entries: Callable[[], Iterable[CalendarEntry]]


def in_window(start: str, end: str) -> Q:
    """Moments of columns that calendars hold: from 30 days ago to 400 days ahead."""
    now = timezone.now()
    return Q(**{f"{end}__gt": now - KEPT, f"{start}__lt": now + AHEAD})


def days_in_window(day: str) -> Q:
    """The same, of a column with a day."""
    today = timezone.localdate()
    return Q(**{f"{day}__gte": today - KEPT, f"{day}__lt": today + AHEAD})


def title_by_status(title: str, status: Status) -> str:
    """Some programs ignore STATUS, so the title says it too."""
    if status == Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    return _("Not certain yet: %(title)s") % {"title": title} if status == Status.TENTATIVE else title


def state_of(
    source: str, rows: QuerySet, *, standing: Q | None = None, sequence: Any = None, changed: Any = None
) -> QuerySet:
    """One row that changes with what these rows say: which they are, which of them stand, the last change.

    Joined by UNION with those of other sources, so that who has a calendar already costs one query.
    """
    return (
        rows.order_by()
        .annotate(feed_source=Value(source))
        .values_list("feed_source")
        .annotate(
            feed_keys=Sum("pk"),
            feed_standing=Sum("pk", filter=standing) if standing is not None else Value(0),
            feed_sequence=Sum(F("sequence") if sequence is None else sequence),
            feed_changed=Max(F("updated_at") if changed is None else changed),
        )
    )


def read_states(states: Sequence[QuerySet]) -> list[tuple[Any, ...]]:
    """The rows of all states, in order; one query."""
    if not states:
        return []
    first, *others = states
    return sorted(first.union(*others, all=True) if others else first)
