"""What shuts a space as its calendar shows it: closures, danger, and what is late there."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import DateTimeField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from multifactory.lib.calendar_states import state_of
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
from spaces.closures.models import Closure
from spaces.upkeep.deadlines.blocks import block_end, block_since, late_from, times_moved
from spaces.upkeep.deadlines.models import Deadline, DeadlineDone
from spaces.upkeep.deadlines.rules import late_words
from spaces.upkeep.tickets.blocks import last_block
from spaces.upkeep.tickets.models import Ticket, TicketEvent

MINUTE = timedelta(minutes=1)


def closures_of_space(space: Space, shutting: Collection[int], now: datetime) -> CalendarPart:
    """`shutting`: of which spaces a closure, a danger, a lateness shuts this one."""
    shut = Closure.spaces.through.objects.filter(space__in=shutting).values("closure")
    kept = Q(cancelled_at=None) | Q(cancelled_at__gt=now - KEPT)
    rows = Closure.objects.filter(in_window("starts_at", "ends_at", now), pk__in=shut).filter(kept)
    state = state_of(
        "closures",
        rows,
        standing=Q(cancelled_at=None),
        sequence=Value(0),
        changed=Coalesce("cancelled_at", "created_at"),
        words="reason",
    )
    ordered = rows.order_by("starts_at", "pk")
    return CalendarPart([state], lambda: (_closure_entry(closure, space) for closure in ordered))


def _closure_entry(closure: Closure, space: Space) -> CalendarEntry:
    status = Status.CANCELLED if closure.cancelled_at else Status.CONFIRMED
    return CalendarEntry(
        uid=f"closure-{closure.pk}",
        starts=closure.starts_at,
        ends=closure.ends_at,
        title=title_by_status(_("Closed: %(reason)s") % {"reason": closure.reason}, status),
        changed=closure.cancelled_at or closure.created_at,
        sequence=int(closure.cancelled_at is not None),
        status=status,
        location=str(space),
    )


def danger_in_space(space: Space, shutting: Collection[int], now: datetime) -> CalendarPart:
    """The last block of each ticket: its end moves when a coordinator sets it or the danger has passed."""
    since = now - KEPT
    changes = TicketEvent.objects.exclude(kind=TicketEvent.Kind.COMMENT)
    lately = changes.filter(at__gt=since).values("ticket")
    rows = Ticket.objects.filter(
        Q(blocks_until__gt=since) | Q(blocks_until=None, pk__in=lately), space__in=shutting
    )
    state = state_of(
        "tickets",
        changes.filter(ticket__in=rows.values("pk")),
        standing=Q(ticket__blocks_until__isnull=False),
        sequence=Value(0),
        changed=F("at"),
    )
    named = Prefetch("events", changes.order_by("at", "pk"), to_attr="changes")
    return CalendarPart(
        [state], lambda: _danger_entries(rows.order_by("number").prefetch_related(named), space)
    )


def _danger_entries(tickets: QuerySet[Ticket], space: Space) -> Iterator[CalendarEntry]:
    for ticket in tickets:
        changes: list[TicketEvent] = ticket.changes  # type: ignore[attr-defined]
        if block := last_block(ticket, changes):
            status = Status.CONFIRMED if block.starts_at < block.ends_at else Status.CANCELLED
            yield CalendarEntry(
                uid=f"ticket-{ticket.number}",
                starts=block.starts_at,
                ends=max(block.ends_at, block.starts_at + MINUTE),
                title=title_by_status(_("Closed: %(reason)s") % {"reason": ticket}, status),
                changed=changes[-1].at,
                sequence=len(changes) - 1,
                status=status,
                location=str(space),
                url=absolute_url(ticket.get_absolute_url()),
            )


def lateness_in_space(space: Space, shutting: Collection[int], now: datetime) -> CalendarPart:
    """Late deadlines that let nothing new be booked; once one was met, the time until then for 30 days."""
    today = timezone.localdate(now)
    late = Deadline.objects.blocking(today).filter(space__in=shutting)
    met = DeadlineDone.objects.filter(
        deadline__space__in=shutting,
        deadline__blocks_when_late=True,
        recorded_at__gt=now - KEPT,
        recorded_at__date__gt=F("due_on"),
    )
    became_late = Cast("next_on", DateTimeField())
    states = [
        state_of("late", late, sequence=Value(0), changed=became_late, words="name"),
        state_of("met", met, sequence=Value(0), changed=F("recorded_at"), words="deadline__name"),
    ]
    ordered = late.order_by("next_on", "pk"), met.select_related("deadline").order_by("recorded_at", "pk")
    return CalendarPart(
        states,
        lambda: chain(
            (_late_entry(deadline, space, today) for deadline in ordered[0]),
            (_met_entry(done, space) for done in ordered[1]),
        ),
    )


def _late_entry(deadline: Deadline, space: Space, today: date) -> CalendarEntry:
    """Lateness has no end: its block has, and is moved on each month."""
    begins, end = late_from(deadline.next_on), block_end(today)
    return _lateness(
        deadline,
        space,
        due_on=deadline.next_on,
        end=end,
        changed=max(begins, block_since(today)),
        text=late_words(deadline),
    )


def _met_entry(done: DeadlineDone, space: Space) -> CalendarEntry:
    at = done.recorded_at
    return _lateness(done.deadline, space, due_on=done.due_on, end=at, changed=at, is_met=True)


def _lateness(
    deadline: Deadline,
    space: Space,
    *,
    due_on: date,
    end: datetime,
    changed: datetime,
    text: str = "",
    is_met: bool = False,
) -> CalendarEntry:
    begins = late_from(due_on)
    return CalendarEntry(
        uid=f"deadline-{deadline.pk}-{due_on:%Y%m%d}",
        starts=begins,
        ends=end,
        title=_("Closed: %(reason)s") % {"reason": deadline.name},
        changed=changed,
        sequence=times_moved(begins, changed) + is_met,
        location=str(space),
        text=text,
        url=absolute_url(deadline.get_absolute_url()),
    )
