"""Events as the calendar of a person shows them: one is registered for them, or one's company makes them."""

from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, Lower

from events.programme.ical import times_of
from events.programme.models import Event
from events.programme.parts import EventHost
from events.registrations.models import LIVE, Registration
from members.people.models import User
from multifactory.lib.calendar_states import state_of, words_of
from multifactory.lib.calendars import (
    KEPT,
    CalendarEntry,
    CalendarPart,
    Status,
    in_window,
    title_by_status,
)
from multifactory.lib.mail import absolute_url
from spaces.building.models import Space

State = Registration.State
# How far a registration has come: each step raises the sequence of the entry.
STEPS = {State.CONFIRMED: 1, State.CANCELLED: 2}


def events_of_person(user: User, now: datetime) -> CalendarPart:
    """Also those one was registered for, for 30 days; registered with members.hooks."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    hosts = EventHost.objects.filter(state=EventHost.State.CONFIRMED, company__in=user.current_company_ids)
    hosted = hosts.values("event")
    entered = Registration.objects.filter(
        Q(email=user.email.lower()) | Q(email__in=addresses),
        Q(state__in=LIVE) | Q(state=State.CANCELLED, cancelled_at__gt=now - KEPT),
    )
    rows = Event.objects.visible_to(is_member=True, now=now).filter(
        in_window("starts_at", "ends_at", now),
        Q(pk__in=hosted) | Q(pk__in=entered.values("event")),
        ~Q(state=Event.State.CANCELLED) | Q(updated_at__gt=now - KEPT),
    )
    states = [
        state_of("events", rows),
        words_of(
            "places of events",
            Space.objects.all(),
            Concat("code", Value(" "), "name", output_field=TextField()),
        ),
        state_of("hosts", hosts, sequence=Value(0), changed=Coalesce("answered_at", "asked_at")),
        state_of(
            "registrations",
            entered,
            standing=Q(state=State.CONFIRMED),
            sequence=Value(0),
            changed=Coalesce("cancelled_at", "confirmed_at", "created_at"),
        ),
    ]
    return CalendarPart(states, lambda: _entries(rows, hosted, entered))


def _entries(rows: QuerySet[Event], hosted: QuerySet, entered: QuerySet) -> Iterator[CalendarEntry]:
    ours = {row["event"] for row in hosted}
    found: dict[int, Registration] = {}
    # Of several people of a household: a seat before a place in the queue, both before one given back.
    rank = {State.CANCELLED: 0, State.CONFIRMED: 2}
    for one in entered.order_by("pk"):
        best = found.get(one.event_id)
        if best is None or rank.get(State(one.state), 1) > rank.get(State(best.state), 1):
            found[one.event_id] = one
    events = rows.select_related("space").prefetch_related("texts").order_by("starts_at", "pk")
    for event in events:
        yield _entry(event, found.get(event.pk), is_ours=event.pk in ours)


def _entry(event: Event, mine: Registration | None, *, is_ours: bool) -> CalendarEntry:
    status = _status(event, mine, is_ours=is_ours)
    starts, ends = times_of(event)
    changes = [mine.cancelled_at or mine.confirmed_at or mine.created_at] if mine else []
    url = absolute_url(event.get_absolute_url())
    return CalendarEntry(
        uid=str(event.uid),
        starts=starts,
        ends=ends,
        title=title_by_status(str(event.shown.title), status),
        changed=max([event.updated_at, *changes]),
        sequence=event.sequence + (STEPS.get(State(mine.state), 0) if mine else 0),
        status=status,
        location=event.where,
        text=f"{event.shown.summary}\n\n{url}",
        url=url,
    )


def _status(event: Event, mine: Registration | None, *, is_ours: bool) -> Status:
    """Of the event for this person: a place in the queue is not certain, one given back is off."""
    is_given_back = mine is not None and mine.state == State.CANCELLED
    if event.is_cancelled or (is_given_back and not is_ours):
        return Status.CANCELLED
    is_certain = is_ours or (mine is not None and mine.is_confirmed)
    return Status.CONFIRMED if is_certain and not event.is_postponed else Status.TENTATIVE
