"""What changes of an event mean. Nothing here reads the database."""

from datetime import datetime

from django.utils import timezone

from events.programme.models import Event
from events.programme.transitions import CANCEL

State = Event.State
OUT = (State.PUBLISHED, State.POSTPONED, State.CANCELLED)
WHEN_AND_WHERE = ("starts_at", "ends_at", "is_all_day", "space_id", "place")
SEATS_GO_BY = ("capacity", "state", "starts_at", "releases_after")


def has_moved(before: Event, after: Event) -> bool:
    """Whether time or place differ, so that people who come must hear of it."""
    return any(getattr(before, field) != getattr(after, field) for field in WHEN_AND_WHERE)


def changes_seats(before: Event, after: Event) -> bool:
    """Whether seats may have come free, or what was offered is over."""
    return any(getattr(before, field) != getattr(after, field) for field in SEATS_GO_BY)


def is_cancellable(event: Event) -> bool:
    """An event that is out can be cancelled until it is over."""
    return CANCEL.is_possible(event)


def has_been_public(event: Event, now: datetime) -> bool:
    """Whether everybody could see it at some time."""
    return event.public_since is not None and event.public_since <= now


def has_been_seen(event: Event, now: datetime) -> bool:
    """Whether it stands in a calendar: in everybody's, or of an internal event in those of members."""
    return has_been_public(event, now) or (event.state in OUT and _is_shown(event, now))


def raises_sequence(before: Event, after: Event, now: datetime) -> bool:
    """RFC 5545: calendars that know it take the change. One that nobody has seen has none to take."""
    if not has_been_seen(before, now):
        return False
    left_public = before.left_public_at is None and after.left_public_at is not None
    came_back = before.left_public_at is not None and after.left_public_at is None
    return has_moved(before, after) or before.state != after.state or left_public or came_back


def is_hidden_again(before: Event, after: Event, now: datetime) -> bool:
    """Whether what everybody has seen would come back by the clock alone: calendars, which have been told
    that it is off, would never hear of it."""
    return has_been_public(before, now) and _is_to_come(after, now) and not _is_to_come(before, now)


def _is_to_come(event: Event, now: datetime) -> bool:
    return event.state in OUT and not event.is_internal and not _is_shown(event, now)


def keep_public_dates(event: Event, before: Event | None, now: datetime | None = None) -> None:
    """Since when everybody can see it, and since when no longer: what feeds and calendars go by."""
    now = now or timezone.now()
    is_public = event.state in OUT and not event.is_internal
    if before is None or not has_been_public(before, now):
        event.public_since = max(now, event.published_from or now) if is_public else None
        event.left_public_at = None
    elif is_public and _is_shown(event, now):
        event.left_public_at = None
    elif event.left_public_at is None:
        event.left_public_at = now


def _is_shown(event: Event, now: datetime) -> bool:
    return event.published_from is None or event.published_from <= now
