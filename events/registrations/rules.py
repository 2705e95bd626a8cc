"""Who may register, and why not; how long a seat is held or offered. The moments are given, never asked."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event

HOLD = timedelta(minutes=60)
SHORTEST_OFFER = timedelta(hours=2)
LONGEST_OFFER = timedelta(hours=24)
HELD_SHARE = 30  # per cent of the capacity, rounded down; at least one seat
MOST_UNPROVED = 5  # registrations of one address whose button nobody has pressed
QUESTIONS_AT_MOST = 6


class Refusal(models.TextChoices):
    """Why an event takes no registration; the label is what people read."""

    CANCELLED = "cancelled", _("This event has been cancelled.")
    NOT_PUBLISHED = "not_published", _("This event is not published yet.")
    POSTPONED = "postponed", _("This event is postponed. Registration opens when it has a new date.")
    STARTED = "started", _("Registration closed when the event began.")
    WITHOUT = "without", _("This event needs no registration.")
    NOT_YET = "not_yet", _("Registration has not opened yet.")
    CLOSED = "closed", _("Registration is closed.")


def refusal_of(event: Event, *, now: datetime) -> Refusal | None:
    """The reason to refuse a newcomer, or None; whoever finds no seat may wait for one."""
    if event.state == Event.State.CANCELLED:
        return Refusal.CANCELLED
    if event.is_postponed:
        return Refusal.POSTPONED
    if not event.is_out:
        return Refusal.NOT_PUBLISHED
    if event.published_from and now < event.published_from:
        return Refusal.NOT_PUBLISHED
    if event.starts_at <= now:
        return Refusal.STARTED
    if event.capacity == 0:
        return Refusal.WITHOUT
    if event.registration_opens_at and now < event.registration_opens_at:
        return Refusal.NOT_YET
    if event.registration_closes_at and now >= event.registration_closes_at:
        return Refusal.CLOSED
    return None


def most_held(capacity: int) -> int:
    """How many seats may be held for people who have not pressed their button yet."""
    return max(1, capacity * HELD_SHARE // 100)


def has_offers(starts_at: datetime, now: datetime) -> bool:
    """From two hours before the start seats go to whoever comes first, and the queue binds nobody."""
    return starts_at - now > SHORTEST_OFFER


def offered_until(starts_at: datetime, now: datetime) -> datetime | None:
    """The end of an offer made now: half the time to the start, from 2 to 24 hours. None: no offer."""
    if not has_offers(starts_at, now):
        return None
    return now + min(max((starts_at - now) / 2, SHORTEST_OFFER), LONGEST_OFFER)


def are_seats_released(event: Event, now: datetime) -> bool:
    """Whether seats nobody came for are free at the door."""
    if event.releases_after is None:
        return False
    return now >= event.starts_at + timedelta(minutes=event.releases_after)
