"""At the door: who is let in, by a code, a name or the camera of a telephone; walk-ins."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.programme.models import Event
from events.registrations.models import LARGEST_PARTY, Registration
from events.registrations.rules import are_seats_released
from events.registrations.seats import Seats, seats_of
from members.people.models import User

State = Registration.State


class Refused(models.TextChoices):
    """Why somebody is not let in; the label is what the door reads."""

    ALREADY = "already", gettext_lazy("Already in")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")
    EXPIRED = "expired", gettext_lazy("No longer valid")
    WAITING = "waiting", gettext_lazy("On the waiting list")
    UNCONFIRMED = "unconfirmed", gettext_lazy("Not confirmed")
    NOT_ON = "not_on", gettext_lazy("The event has been cancelled")


_OF_STATE = {
    State.CANCELLED: Refused.CANCELLED,
    State.EXPIRED: Refused.EXPIRED,
    State.WAITING: Refused.WAITING,
    State.OFFERED: Refused.WAITING,
    State.HELD: Refused.UNCONFIRMED,
    State.UNCONFIRMED: Refused.UNCONFIRMED,
}


def refusal_at_door(registration: Registration) -> Refused | None:
    """Why this registration lets nobody in, or None."""
    if registration.event.state != Event.State.PUBLISHED:
        return Refused.NOT_ON
    if registration.is_checked_in:
        return Refused.ALREADY
    return _OF_STATE.get(State(registration.state))


@transaction.atomic
def let_in(registration: Registration, *, by: User, people: int | None = None) -> Registration:
    """Let a party in, or some of it. ValidationError (its code a `Refused`, "people" or "full").

    Two telephones that scan one ticket let it in once: the second hears so.
    """
    with seats_of(registration.event_id) as seats:
        entry = seats.event.registrations.get(pk=registration.pk)
        entry.event = seats.event
        if refusal := refusal_at_door(entry):
            raise ValidationError(str(refusal.label), code=refusal.value)
        people = entry.party if people is None else people
        if not 1 <= people <= entry.party:
            raise ValidationError(_("Choose how many of the party come in."), code="people")
        if are_seats_released(seats.event, seats.now):
            _check_free(seats, people)
        _mark_in(seats, entry, people, by)
    return entry


def _check_free(seats: Seats, people: int) -> None:
    if not seats.fits(people):
        text = _("Seats that nobody came for have been given away: %(number)d are free.")
        raise ValidationError(text % {"number": seats.free or 0}, code="full")


def _mark_in(seats: Seats, entry: Registration, people: int, by: User) -> None:
    seats.set_state(
        entry, State.CONFIRMED, checked_in_at=seats.now, checked_in_party=people, checked_in_by=by
    )


@transaction.atomic
def undo_check_in(registration: Registration) -> bool:
    """Take a check-in back; False if there was none. A walk-in that was none is cancelled with it."""
    with seats_of(registration.event_id) as seats:
        entry = seats.event.registrations.get(pk=registration.pk)
        if not entry.is_checked_in:
            return False
        nobody = {"checked_in_at": None, "checked_in_party": None, "checked_in_by": None}
        if entry.is_walk_in:
            seats.set_state(entry, State.CANCELLED, cancelled_at=seats.now, **nobody)
        else:
            seats.set_state(entry, State.CONFIRMED, **nobody)
    return True


@transaction.atomic
def add_walk_in(
    event: Event, *, name: str, party: int, by: User, request_id: uuid.UUID | None = None
) -> Registration:
    """Let somebody in who did not register. ValidationError where so many seats are not free, and ("already")
    where this form let them in before."""
    with seats_of(event.pk) as seats:
        if request_id and Registration.objects.filter(request_id=request_id).exists():
            raise ValidationError(str(Refused.ALREADY.label), code="already")
        if not seats.is_out:
            raise ValidationError(str(Refused.NOT_ON.label), code="not_on")
        if not 1 <= party <= LARGEST_PARTY:
            raise ValidationError({"party": _("One ticket is for 1 to 10 people.")})
        if not seats.can_take(party):
            text = _(
                "There are not enough free seats (free: %(number)d), and those on the waiting list "
                "come first."
            )
            raise ValidationError(text % {"number": seats.free or 0}, code="full")
        entry = seats.create(
            request_id=request_id,
            name=name.strip() or _("Guest"),
            party=party,
            is_walk_in=True,
            language="",
            state=State.CONFIRMED,
            confirmed_at=seats.now,
            checked_in_at=seats.now,
            checked_in_party=party,
            checked_in_by=by,
        )
    return entry


def can_be_given_seats(registration: Registration) -> bool:
    """Whether somebody without a seat is asked for one at the door; whether some are free is seen then."""
    is_theirs = registration.state not in (State.CONFIRMED, State.CANCELLED)
    return is_theirs and registration.event.state == Event.State.PUBLISHED


@transaction.atomic
def give_free_seats(registration: Registration, *, by: User) -> Registration:
    """At the door, let somebody in who waits or has not confirmed, if their seats are free now."""
    with seats_of(registration.event_id) as seats:
        entry = seats.event.registrations.get(pk=registration.pk)
        entry.event = seats.event
        has_seats = entry.state in (State.HELD, State.OFFERED) or seats.can_take(entry.party)
        if not can_be_given_seats(entry) or not has_seats:
            raise ValidationError(_("No seat is free at the moment."), code="full")
        seats.set_state(entry, State.CONFIRMED, confirmed_at=seats.now)
        _mark_in(seats, entry, entry.party, by)
    return entry
