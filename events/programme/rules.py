"""Whether an event has moved, and whether it can be cancelled."""

from events.programme.models import Event


def has_moved(before: Event, after: Event) -> bool:
    """Whether time or place differ, so that people who come must hear of it."""
    return any(
        getattr(before, field) != getattr(after, field)
        for field in ("starts_at", "ends_at", "space_id", "place")
    )


def is_cancellable(event: Event) -> bool:
    """An event that is out can be cancelled until it is over."""
    return event.state == Event.State.PUBLISHED and not event.is_over


def needs_rooms(event: Event) -> bool:
    """Whether its rooms are held: from the day it is submitted, unless it is postponed or cancelled."""
    return event.state in (Event.State.SUBMITTED, Event.State.PUBLISHED)
