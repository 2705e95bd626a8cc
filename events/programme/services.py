"""Writing, publishing and cancelling events."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.models import Event
from events.programme.rules import has_moved, is_cancellable
from events.registrations import emails
from events.registrations.services import notify_registrants


@transaction.atomic
def save_event(event: Event) -> None:
    """Write an event. A change of time, place or state raises the sequence; a move is mailed around."""
    event.updated_at = timezone.now()
    if event.pk is None:
        event.save()
        return
    before = Event.objects.select_for_update().get(pk=event.pk)
    moved = has_moved(before, event)
    event.sequence = before.sequence + (1 if moved or before.state != event.state else 0)
    event.save()
    if moved and event.state == Event.State.PUBLISHED and not event.is_over:
        notify_registrants(event, emails.send_event_moved)


@transaction.atomic
def publish_event(event: Event) -> None:
    """Show a draft to its public. It needs a place, and somebody who answers for it."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT:
        raise ValidationError(_("Only a draft can be published."), code="state")
    if not event.where:
        raise ValidationError(_("Choose a space or write the place before publishing."), code="place")
    if not event.is_common and not event.organisers.exists():
        raise ValidationError(
            _("Name an organiser, or say that it is of the whole community."), code="organisers"
        )
    event.state = Event.State.PUBLISHED
    save_event(event)


@transaction.atomic
def cancel_event(event: Event) -> int:
    """Call an event off and mail those who registered; gives their number. Its page stays, with a banner."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not is_cancellable(event):
        raise ValidationError(_("Only a published event that is not over can be cancelled."), code="state")
    event.state = Event.State.CANCELLED
    save_event(event)
    return notify_registrants(event, emails.send_event_cancelled)
