"""The seats of an event: the one place where they are counted, held, offered and taken.

Every change runs inside `seats_of(event)`. It takes the event's row, ends what is over by the database's
clock and offers what is free, then lets the caller act, offers again, and queues the mails, in one
transaction. So it comes out the same whether the worker ran in between or not.

Used are the seats of confirmed people (once unclaimed seats are released: of those checked in), of open
offers and of open holds.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Now
from django.utils import timezone

from events.programme.models import Event
from events.registrations import emails
from events.registrations.codes import new_code
from events.registrations.models import Notice, Registration
from events.registrations.rules import (
    HOLD,
    SHORTEST_OFFER,
    are_seats_released,
    has_offers,
    most_held,
    offered_until,
)

State = Registration.State


def used_seats(event: Event, now: datetime) -> int:
    """How many seats are taken at this moment, whether anybody has tidied up or not."""
    is_released = are_seats_released(event, now)
    came = Q(checked_in_at__isnull=False) if is_released else Q()
    open_ones = Q(state=State.OFFERED, offered_until__gt=now) | Q(state=State.HELD, held_until__gt=now)
    sums = event.registrations.aggregate(
        confirmed=Sum("checked_in_party" if is_released else "party", filter=Q(state=State.CONFIRMED) & came),
        open=Sum("party", filter=open_ones),
    )
    return (sums["confirmed"] or 0) + (sums["open"] or 0)


class Seats:
    """The seats of one event while its row is taken; `now` is the moment by the database's clock."""

    def __init__(self, event: Event, now: datetime) -> None:
        self.event, self.now = event, now

    @property
    def free(self) -> int | None:
        """None: as many as come."""
        if self.event.capacity is None:
            return None
        return max(0, self.event.capacity - used_seats(self.event, self.now))

    def fits(self, party: int) -> bool:
        free = self.free
        return free is None or party <= free

    @property
    def has_begun(self) -> bool:
        """What is postponed is yet to begin, whatever its former day."""
        return self.event.starts_at <= self.now and not self.event.is_postponed

    @property
    def is_out(self) -> bool:
        return self.event.state == Event.State.PUBLISHED

    @property
    def is_queue_binding(self) -> bool:
        """Whether newcomers wait behind somebody."""
        if not has_offers(self.event.starts_at, self.now) or self.event.capacity is None:
            return False
        return self.event.registrations.waiting().exists()

    def can_take(self, party: int) -> bool:
        return self.fits(party) and not self.is_queue_binding

    def can_hold(self, party: int) -> bool:
        """Whether seats may be kept for somebody who has still to press the button."""
        if not self.can_take(party):
            return False
        if self.event.capacity is None:
            return True
        held = self.event.registrations.filter(state=State.HELD, held_until__gt=self.now)
        seats = held.aggregate(seats=Sum("party"))["seats"] or 0
        return seats + party <= most_held(self.event.capacity)

    def settle(self) -> None:
        """End what is over, and offer what is free. Twice changes nothing more."""
        self._expire()
        if not self.is_out or self.has_begun:
            return
        if has_offers(self.event.starts_at, self.now):
            self._promote()
        else:
            self._tell_those_who_wait()

    def _expire(self) -> None:
        entries = self.event.registrations
        if self.has_begun:
            entries.filter(state__in=[State.HELD, State.UNCONFIRMED, State.WAITING, State.OFFERED]).update(
                state=State.EXPIRED
            )
            return
        entries.filter(state=State.HELD, held_until__lte=self.now).update(state=State.UNCONFIRMED)
        if self.event.is_postponed:
            # Nobody can accept now: with a new date they are offered seats anew, in the same order.
            entries.filter(state=State.OFFERED).update(state=State.WAITING)
        if not self.is_out:
            return
        over = list(entries.filter(state=State.OFFERED, offered_until__lte=self.now).order_by("id"))
        for registration in over:
            self.set_state(registration, State.EXPIRED)
            emails.send_once(registration, Notice.Kind.OFFER_OVER)

    def _promote(self) -> None:
        """Offer free seats to the first whose party fits; who is passed over keeps their place."""
        free = self.free
        waiting = self.event.registrations.waiting()
        while free is None or free > 0:
            fitting = waiting if free is None else waiting.filter(party__lte=free)
            first = fitting.first()
            if first is None:
                return
            until = offered_until(self.event.starts_at, self.now)
            self.set_state(first, State.OFFERED, offered_until=until)
            offers_before = first.notices.filter(kind=Notice.Kind.OFFER).count()
            emails.send_once(first, Notice.Kind.OFFER, offers_before)
            free = None if free is None else free - first.party

    def _tell_those_who_wait(self) -> None:
        """Seats came free within the last two hours: whoever presses first has them. Told once."""
        free = self.free
        if free == 0:
            return
        waiting = self.event.registrations.waiting().exclude(notices__kind=Notice.Kind.FIRST_COME)
        for registration in waiting if free is None else waiting.filter(party__lte=free):
            emails.send_once(registration, Notice.Kind.FIRST_COME)

    def set_state(self, registration: Registration, state: str, **facts: object) -> None:
        """The one writer of states."""
        registration.event = self.event
        registration.state = state
        for name, value in facts.items():
            setattr(registration, name, value)
        registration.save(update_fields=["state", *facts])

    def create(self, **facts: Any) -> Registration:
        """A new entry, without a seat unless the facts say so; its code is new among those of the event."""
        entries = self.event.registrations
        code = new_code(lambda code: entries.filter(code=code).exists())
        facts = {"state": State.UNCONFIRMED, "created_at": self.now, "code": code} | facts
        return Registration.objects.create(event=self.event, **facts)

    def hold(self, registration: Registration) -> None:
        """Keep the seats until the button is pressed, or have it pressed without any."""
        if self.can_hold(registration.party):
            self.set_state(registration, State.HELD, held_until=self.now + HOLD)
        else:
            self.set_state(registration, State.UNCONFIRMED)

    def confirm(self, registration: Registration) -> None:
        self.set_state(registration, State.CONFIRMED, confirmed_at=self.now)
        emails.send_once(registration, Notice.Kind.TICKET)

    def queue(self, registration: Registration, since: datetime) -> None:
        self.set_state(registration, State.WAITING, queued_at=since)

    def people_before(self, registration: Registration) -> int:
        return self.event.registrations.waiting().filter(is_before(registration)).count()


def is_before(registration: Registration) -> Q:
    """Entries of the queue in front of this one."""
    same = Q(queued_at=registration.queued_at, id__lt=registration.pk)
    return Q(queued_at__lt=registration.queued_at) | same


@contextmanager
def seats_of(event_id: int) -> Iterator[Seats]:
    """Take the event's row for a change of its seats."""
    with transaction.atomic():
        event = Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=event_id)
        # Asked once the row is ours: the moment we began to wait for it is no longer now.
        now = Event.objects.values_list(Now()).get(pk=event_id)[0]
        seats = Seats(event, now)
        seats.settle()
        yield seats
        seats.settle()


def settle_seats(event: Event) -> None:
    """After a change of the event itself, whose row the caller has taken: end what is over and offer what is
    free."""
    if event.registrations.live().exists():
        with seats_of(event.pk):
            pass


def due_events(now: datetime) -> list[int]:
    """Events where something is over, or where somebody who waits could have a seat, for the worker.

    As `Seats.settle` would find: where it would change nothing, an event is left alone and its row free.
    """
    out = Q(state=Event.State.PUBLISHED)
    over = Q(registrations__state=State.HELD, registrations__held_until__lte=now)
    over |= out & Q(registrations__state=State.OFFERED, registrations__offered_until__lte=now)
    begun = [State.HELD, State.UNCONFIRMED, State.WAITING, State.OFFERED]
    over |= ~Q(state=Event.State.POSTPONED) & Q(registrations__state__in=begun, starts_at__lte=now)
    due = set(Event.objects.filter(over).values_list("pk", flat=True))
    return sorted(due | set(_with_free_seats(now)))


def _with_free_seats(now: datetime) -> Iterable[int]:
    """Events yet to begin with seats for somebody who waits; late, for somebody who was not told of them."""
    waiting = Registration.objects.filter(state=State.WAITING, event=OuterRef("pk")).filter(
        Q(event__capacity__isnull=True) | Q(party__lte=OuterRef("capacity") - OuterRef("taken"))
    )
    untold = waiting.exclude(notices__kind=Notice.Kind.FIRST_COME)
    events = Event.objects.published().filter(starts_at__gt=now, registrations__state=State.WAITING)
    is_late = Q(starts_at__lte=now + SHORTEST_OFFER)
    found = events.with_taken().filter(~is_late & Exists(waiting) | is_late & Exists(untold))
    return found.values_list("pk", flat=True).distinct()


def settle_due_events() -> int:
    """End holds and offers that are over and offer what is free; of how many events."""
    due = due_events(timezone.now())
    for event_id in due:
        with seats_of(event_id):
            pass
    return len(due)
