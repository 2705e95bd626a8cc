"""Creating and cancelling registrations, and writing to everybody who is registered for an event."""

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events.programme.models import Event
from events.registrations import emails
from events.registrations.models import Registration
from events.registrations.rules import refusal_of
from multifactory.lib.signed_links import hash_token, new_token


@transaction.atomic
def create_registration(
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
    if refusal := refusal_of(event, has_started=event.starts_at <= event.clock):
        raise ValidationError(str(refusal.label), code=refusal.value)
    token = new_token()
    if known := confirmed.filter(email=email).first():
        known.cancel_token_hash = hash_token(token)
        known.save(update_fields=["cancel_token_hash"])
        emails.send_registration_again(known, token)
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
    emails.send_registration_confirmed(registration, token)
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, notify: bool = False) -> bool:
    """Free the place; `notify` mails the person, where somebody else did it. False if it was free already."""
    Event.objects.select_for_update().get(pk=registration.event_id)
    mine = Registration.objects.confirmed().filter(pk=registration.pk)
    if not mine.update(state=Registration.State.CANCELLED, cancelled_at=timezone.now()):
        return False
    registration.refresh_from_db()
    if notify:
        emails.send_registration_cancelled(registration)
    return True


def notify_event_moved(event: Event) -> int:
    return _notify_registrants(event, emails.send_event_moved)


def notify_event_cancelled(event: Event) -> int:
    return _notify_registrants(event, emails.send_event_cancelled)


def _notify_registrants(event: Event, send: Callable[[Registration], None]) -> int:
    registrations = list(event.registrations.confirmed().select_related("event"))
    for registration in registrations:
        send(registration)
    return len(registrations)
