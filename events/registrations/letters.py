"""A letter of the hosts to the guests of an event."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.programme.models import Event
from events.registrations import emails
from events.registrations.door_models import GuestLetter
from events.registrations.models import LIVE, Registration, RegistrationQuerySet
from members.people.models import User

MOST_LETTERS = 20  # an event


def readers_of(event: Event, readers: str) -> RegistrationQuerySet:
    states = LIVE if readers == GuestLetter.Readers.ALL else [Registration.State.CONFIRMED]
    guests = Registration.objects.filter(event=event, state__in=states).exclude(email="")
    # Nobody is written to whose address a stranger may have typed, but those who wait.
    return guests.exclude(state__in=[Registration.State.HELD, Registration.State.UNCONFIRMED])


@transaction.atomic
def send_guest_letter(
    event: Event, *, readers: str, subject: str, text: str, by: User, request_id: uuid.UUID | None
) -> GuestLetter:
    """Queue the letter for each reader, once; a form sent twice is one letter."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    request_id = request_id or uuid.uuid4()
    if sent_before := event.letters.filter(request_id=request_id).first():
        return sent_before
    if event.letters.count() >= MOST_LETTERS:
        raise ValidationError(_("No more than 20 letters can be sent for one event."))
    guests = list(readers_of(event, readers))
    if not guests:
        raise ValidationError(_("Nobody would receive this letter."))
    letter = GuestLetter.objects.create(
        event=event,
        request_id=request_id,
        readers=readers,
        subject=subject,
        text=text,
        sent_by=by,
        number=len(guests),
    )
    for registration in guests:
        registration.event = event
        emails.send_letter(registration, number=letter.pk, subject=letter.subject, text=letter.text)
    return letter
