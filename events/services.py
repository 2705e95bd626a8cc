"""What changes an event or a place in it."""

import hashlib
import secrets
import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails
from events.models import Event, Registration
from events.rules import has_moved, is_cancelling_open, why_not_register


def hash_token(token: str) -> str:
    """What is kept of the token in a cancel link: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(16)  # 128 bits


@transaction.atomic
def register(
    event: Event, *, name: str, email: str, language: str, request_id: uuid.UUID | None = None
) -> Registration:
    """Give a person a place, and mail the link that cancels it.

    The event's row is taken first, so that places are counted and given one at a time. A form sent twice and
    an address that is registered already take no second place; the answer is the same, so nobody learns who
    comes.
    ValidationError (its code a `Refusal`) where no place can be had.
    """
    event = Event.objects.annotate(clock=Now()).select_for_update().get(pk=event.pk)
    email = email.strip().lower()
    confirmed = event.registrations.confirmed().select_related("event")
    if request_id and (sent_before := confirmed.filter(request_id=request_id, email=email).first()):
        return sent_before
    event.taken = confirmed.count()
    if refusal := why_not_register(event, has_started=event.starts_at <= event.clock):
        raise ValidationError(str(refusal.label), code=refusal.value)
    token = new_token()
    if known := confirmed.filter(email=email).first():
        known.cancel_token_hash = hash_token(token)
        known.save(update_fields=["cancel_token_hash"])
        emails.send_confirmation_again(known, token)
        return known
    if Registration.objects.filter(request_id=request_id).exists():
        request_id = None  # the same form, filled in once more for somebody else
    registration = Registration.objects.create(
        request_id=request_id,
        event=event,
        name=name,
        email=email,
        language=language,
        cancel_token_hash=hash_token(token),
    )
    emails.send_confirmation(registration, token)
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, tell: bool = False) -> bool:
    """Free the place; `tell` mails the person when somebody else did it. False where it was free already."""
    Event.objects.select_for_update().get(pk=registration.event_id)
    mine = Registration.objects.confirmed().filter(pk=registration.pk)
    if not mine.update(state=Registration.State.CANCELLED, cancelled_at=timezone.now()):
        return False
    registration.refresh_from_db()
    if tell:
        emails.send_removed(registration)
    return True


def _tell_registrants(event: Event, send: Callable[[Registration], None]) -> int:
    registrations = list(event.registrations.confirmed().select_related("event"))
    for registration in registrations:
        send(registration)
    return len(registrations)


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
        _tell_registrants(event, emails.send_event_moved)


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
    if not is_cancelling_open(event):
        raise ValidationError(_("Only a published event that is not over can be cancelled."), code="state")
    event.state = Event.State.CANCELLED
    save_event(event)
    return _tell_registrants(event, emails.send_event_cancelled)
