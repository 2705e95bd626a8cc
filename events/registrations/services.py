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
    a person who is registered already (the same name and address) take no second place; others may come with
    the same address. The answer is the same and true each time, so nobody learns who comes.
    ValidationError (its code a `Refusal`) where no place can be had.
    """
    event = Event.objects.annotate(clock=Now()).select_for_update().get(pk=event.pk)
    email, name = email.strip().lower(), " ".join(name.split())
    confirmed = event.registrations.confirmed().select_related("event")
    if request_id and (
        sent_before := confirmed.filter(request_id=request_id, email=email, name=name).first()
    ):
        return sent_before
    event.taken = confirmed.count()
    if refusal := refusal_of(event, has_started=event.starts_at <= event.clock):
        raise ValidationError(str(refusal.label), code=refusal.value)
    same_address = confirmed.filter(email=email)
    if known := next((one for one in same_address if one.name.casefold() == name.casefold()), None):
        emails.send_registration_again(known, known.token_again())
        return known
    if Registration.objects.filter(request_id=request_id).exists():
        request_id = None  # the same form, filled in once more for somebody else
    token = new_token()
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
