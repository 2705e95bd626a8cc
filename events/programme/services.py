"""Saving, publishing and cancelling events."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.hooks import event_cancelled, event_moved
from events.programme.models import Event
from events.programme.rooms import hold_rooms, move_room
from events.programme.rules import has_moved, is_cancellable
from members.people.models import User


@transaction.atomic
def save_event(event: Event, *, by: User | None = None) -> None:
    """Save an event. A change of time, place or state raises the sequence; those who come hear of a move.

    A published one holds its space: raises what stands in the way.
    """
    event.updated_at = timezone.now()
    if event.pk is None:
        event.save()
        move_room(event, left=None, by=by)
        return
    before = Event.objects.select_for_update().get(pk=event.pk)
    moved = has_moved(before, event)
    event.sequence = before.sequence + (1 if moved or before.state != event.state else 0)
    event.save()
    move_room(event, left=before.space, by=by)
    hold_rooms(event, by=by)
    if moved and event.state == Event.State.PUBLISHED and not event.is_over:
        for notify in event_moved:
            notify(event)


@transaction.atomic
def publish_event(event: Event, *, by: User | None = None) -> None:
    """Show a draft to its public. It needs a place, and somebody who answers for it."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT:
        raise ValidationError(_("Only a draft can be published."), code="state")
    if not event.where:
        raise ValidationError(_("Choose a space or write the place before publishing."), code="place")
    if not event.is_common and not event.hosts.confirmed().exists():
        raise ValidationError(
            _("Name an organiser, or say that it is of the whole community."), code="organisers"
        )
    event.state = Event.State.PUBLISHED
    save_event(event, by=by)


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User | None = None) -> int:
    """Cancel an event and return how many people were written to. Its page stays, with a banner.

    The reason is read there and in the mails.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not is_cancellable(event):
        raise ValidationError(_("Only a published event that is not over can be cancelled."), code="state")
    event.state, event.cancel_reason = Event.State.CANCELLED, reason.strip()
    save_event(event, by=by)
    return sum(notify(event) for notify in event_cancelled)
