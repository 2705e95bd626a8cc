"""Registering, pressing the button of a mail, changing and giving back seats. All inside `seats_of`."""

import uuid
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.programme.models import Event
from events.registrations import emails
from events.registrations.models import LARGEST_PARTY, UNPROVED, Notice, Registration
from events.registrations.question_models import Answer
from events.registrations.rules import MOST_UNPROVED, refusal_of
from events.registrations.seats import Seats, seats_of
from members.people.rules import is_same_mailbox

State = Registration.State
Answers = Mapping[int, str]  # by the question's id


@transaction.atomic
def create_registration(
    event: Event,
    *,
    name: str,
    email: str,
    language: str,
    party: int = 1,
    answers: Answers | None = None,
    is_proved: bool = False,
    request_id: uuid.UUID | None = None,
) -> Registration | None:
    """Register a person, hold or queue their seats, and mail the button that confirms it.

    `is_proved`: they are logged in with this address, and need no button. A form sent twice and a person who
    is registered already (the same name and mailbox) take no second place; others may come with the same
    address. The mail says what is so, the answer on the page never does: None where nothing was written
    because five of the address wait for their button. ValidationError (its code a `Refusal`, or "party").
    """
    email, name = email.strip().lower(), " ".join(name.split())
    with seats_of(event.pk) as seats:
        _check_newcomer(seats, party)
        known = _known(seats, name, email)
        if request_id and known and known.request_id == request_id:
            return known
        if known:
            registration = known
        elif not is_proved and _has_too_many_unproved(email):
            return None
        else:
            if request_id and Registration.objects.filter(request_id=request_id).exists():
                request_id = None  # the same form, filled in once more for somebody else
            registration = seats.create(
                request_id=request_id, name=name, email=email, language=language, party=party
            )
            write_answers(registration, answers or {})
        _take_seats(seats, registration, is_proved=is_proved)
    _write_of_state(registration, is_again=known is not None)
    return registration


def _check_newcomer(seats: Seats, party: int) -> None:
    if refusal := refusal_of(seats.event, now=seats.now):
        raise ValidationError(str(refusal.label), code=refusal.value)
    _check_party(seats, party)


def largest_party(event: Event) -> int:
    """How many people one registration brings at most."""
    return min(event.max_party, LARGEST_PARTY, event.capacity or LARGEST_PARTY)


def _known(seats: Seats, name: str, email: str) -> Registration | None:
    host = email.rpartition("@")[2]
    alike = seats.event.registrations.live().filter(email__endswith=f"@{host}")
    return next(
        (
            one
            for one in alike
            if one.name.casefold() == name.casefold() and is_same_mailbox(one.email, email)
        ),
        None,
    )


def _has_too_many_unproved(email: str) -> bool:
    host = email.rpartition("@")[2]
    entries = Registration.objects.filter(
        state__in=UNPROVED, confirmed_at=None, email__endswith=f"@{host}"
    ).values_list("email", flat=True)
    return sum(is_same_mailbox(one, email) for one in entries) >= MOST_UNPROVED


def _take_seats(seats: Seats, registration: Registration, *, is_proved: bool) -> None:
    """What a newcomer gets; who is in the queue, has an offer or a seat keeps it."""
    if registration.state not in (State.UNCONFIRMED, State.HELD):
        return
    if registration.state == State.HELD:
        if is_proved:
            seats.confirm(registration)
        return
    if not seats.can_take(registration.party):
        seats.queue(registration, registration.created_at)
    elif is_proved:
        seats.confirm(registration)
    else:
        seats.hold(registration)


def _write_of_state(registration: Registration, *, is_again: bool) -> None:
    """The mail of somebody who has just filled in the form, once it is known what they got."""
    registration.refresh_from_db()
    kinds = {
        State.HELD: Notice.Kind.CONFIRM,
        State.UNCONFIRMED: Notice.Kind.CONFIRM,
        State.WAITING: Notice.Kind.WAITING,
        State.OFFERED: Notice.Kind.OFFER,
        State.CONFIRMED: Notice.Kind.TICKET,
    }
    kind = kinds[State(registration.state)]
    if is_again:
        emails.send_again(registration, kind)
    else:
        emails.send_once(registration, kind)


def write_answers(registration: Registration, answers: Answers) -> None:
    """Put these in place of what was answered; an empty one is none."""
    registration.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question_id, text=text)
        for question_id, text in answers.items()
        if text
    )


@transaction.atomic
def confirm_registration(registration: Registration) -> Registration:
    """The button of the mail: take the seats that are held or offered; late, those that are free, or wait.

    ValidationError where there is nothing to take any more. Pressed twice it is one registration.
    """
    was_waiting = False
    with seats_of(registration.event_id) as seats:
        entry = _entry(seats, registration)
        _check_open(seats, entry)
        if entry.state in (State.HELD, State.OFFERED):
            seats.confirm(entry)
        elif entry.state == State.UNCONFIRMED:
            if seats.can_take(entry.party):
                seats.confirm(entry)
            else:
                seats.queue(entry, entry.created_at)
                was_waiting = True
        elif entry.state == State.WAITING:
            if seats.is_queue_binding or not seats.fits(entry.party):
                raise ValidationError(_("No seat is free at the moment. You keep your place."), code="full")
            seats.confirm(entry)
    entry.refresh_from_db()
    if was_waiting and entry.state == State.WAITING:
        emails.send_once(entry, Notice.Kind.WAITING)
    return entry


def _entry(seats: Seats, registration: Registration) -> Registration:
    """The registration as it is now that the event's row is ours."""
    entry = seats.event.registrations.get(pk=registration.pk)
    entry.event = seats.event
    return entry


def _check_open(seats: Seats, entry: Registration) -> None:
    """Of an event that is cancelled or has begun, and of what is over, nothing changes."""
    if not seats.is_out:
        raise ValidationError(_("This event does not take place as planned."), code="cancelled")
    if seats.has_begun:
        raise ValidationError(_("The event has begun."), code="started")
    if not entry.is_live:
        raise ValidationError(_("This registration is no longer valid."), code=entry.state)


@transaction.atomic
def cancel_registration(registration: Registration, *, notify: bool = False) -> bool:
    """Give the seats back; `notify` mails the person, where somebody else did it. False if it was over
    already, or the event has begun."""
    with seats_of(registration.event_id) as seats:
        entry = _entry(seats, registration)
        if not entry.is_live or seats.has_begun:
            return False
        seats.set_state(entry, State.CANCELLED, cancelled_at=seats.now)
        if notify:
            emails.send_once(entry, Notice.Kind.REMOVED)
    registration.refresh_from_db()
    return True


@transaction.atomic
def change_party(registration: Registration, party: int) -> Registration:
    """Bring fewer people at any time; more only where seats are free and nobody waits.

    ValidationError under "party".
    """
    with seats_of(registration.event_id) as seats:
        entry = _entry(seats, registration)
        _check_open(seats, entry)
        if entry.is_checked_in:
            raise ValidationError({"party": _("You are already checked in.")})
        if party > entry.party:
            _check_more(seats, entry, party)
        if party < 1:
            raise ValidationError({"party": _("If nobody comes, cancel the registration.")})
        seats.set_state(entry, entry.state, party=party)
    entry.refresh_from_db()
    return entry


def _check_more(seats: Seats, entry: Registration, party: int) -> None:
    _check_party(seats, party)
    more = party - entry.party
    is_queued = entry.state in (State.WAITING, State.OFFERED) or seats.is_queue_binding
    if is_queued or not seats.fits(more):
        text = _("You can add seats only while some are free and nobody is on the waiting list.")
        raise ValidationError({"party": ValidationError(text, code="full")})


def _check_party(seats: Seats, party: int) -> None:
    most = largest_party(seats.event)
    if not 1 <= party <= most:
        text = ngettext(
            "You can register %(number)d person at most.", "You can register %(number)d people at most.", most
        )
        raise ValidationError({"party": ValidationError(text % {"number": most}, code="party")})


@transaction.atomic
def change_answers(registration: Registration, answers: Answers) -> None:
    with seats_of(registration.event_id) as seats:
        entry = _entry(seats, registration)
        _check_open(seats, entry)
        write_answers(entry, answers)


def notify_event_moved(event: Event) -> int:
    return _notify(event, emails.send_event_moved)


def notify_event_postponed(event: Event) -> int:
    return _notify(event, emails.send_event_postponed)


def notify_event_cancelled(event: Event) -> int:
    return _notify(event, emails.send_event_cancelled)


def _notify(event: Event, send: Callable[[Registration], None]) -> int:
    """Write to everybody who has seats or waits for some."""
    registrations = list(event.registrations.live().exclude(email=""))
    for registration in registrations:
        registration.event = event
        send(registration)
    return len(registrations)
