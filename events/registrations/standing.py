"""How a registration stands at this moment, for its page: also where the worker has not tidied up."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from events.programme.models import Event
from events.registrations.models import Registration
from events.registrations.rules import has_offers
from events.registrations.seats import Seats, is_before

State = Registration.State


@dataclass(frozen=True)
class Standing:
    state: str
    is_open: bool  # the event is to come: seats can be taken, changed and given back
    can_press: bool  # the button that takes a seat is shown
    can_cancel: bool  # also while it is postponed
    number: int = 0  # in the queue, from 1
    may_wait_long: bool = False  # a group that others may pass
    is_first_come: bool = False


def state_at(registration: Registration, now: datetime) -> str:
    """What a hold or an offer that is over has become."""
    if registration.state == State.HELD and registration.held_until and registration.held_until <= now:
        return State.UNCONFIRMED
    offer = registration.offered_until
    if registration.state == State.OFFERED and offer and offer <= now:
        return State.EXPIRED
    return registration.state


def standing_of(registration: Registration) -> Standing:
    event, now = registration.event, timezone.now()
    state = state_at(registration, now)
    is_open = event.state == Event.State.PUBLISHED and event.starts_at > now
    is_live = registration.is_live and state != State.EXPIRED
    can_cancel = is_live and (is_open or event.is_postponed)
    if state != State.WAITING:
        can_press = is_open and state in (State.HELD, State.UNCONFIRMED, State.OFFERED)
        return Standing(state, is_open, can_press, can_cancel)
    before = event.registrations.waiting().filter(is_before(registration)).count()
    is_first_come = not has_offers(event.starts_at, now)
    fits = Seats(event, now).fits(registration.party)
    return Standing(
        state,
        is_open,
        can_press=is_open and is_first_come and fits,
        can_cancel=can_cancel,
        number=before + 1,
        may_wait_long=registration.party > 1,
        is_first_come=is_first_come,
    )
