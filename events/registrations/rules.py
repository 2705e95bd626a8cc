"""Who may register, and why not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event


class Refusal(models.TextChoices):
    """Why an event takes no registration; the label is what people read."""

    CANCELLED = "cancelled", _("This event has been cancelled.")
    NOT_PUBLISHED = "not_published", _("This event is not published yet.")
    POSTPONED = "postponed", _("This event is postponed. Registration opens when it has a new date.")
    STARTED = "started", _("Registration closed when the event began.")
    WITHOUT = "without", _("This event needs no registration.")
    FULL = "full", _("All places are taken. Look in again: a place may come free when somebody cancels.")


def refusal_of(event: Event, *, has_started: bool) -> Refusal | None:
    """The reason to refuse a newcomer, or None. `event` carries `taken`."""
    if event.state == Event.State.CANCELLED:
        return Refusal.CANCELLED
    if event.is_postponed:
        return Refusal.POSTPONED
    if not event.is_out:
        return Refusal.NOT_PUBLISHED
    if has_started:
        return Refusal.STARTED
    if event.capacity == 0:
        return Refusal.WITHOUT
    if event.places_left == 0:
        return Refusal.FULL
    return None
