"""The ends of voting rounds as the calendar of a person shows them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from governance.voting.models import RollEntry, RoundEvent, VotingRound
from members.people.models import User
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

LAST_MINUTES = timedelta(minutes=30)  # an entry of no length is hardly seen
Kind = RoundEvent.Kind


def voting_ends_of_person(user: User, now: datetime) -> CalendarPart:
    """Of rounds in which a company of the person has a vote; registered with members.hooks."""
    mine = RollEntry.objects.filter(company__in=user.current_company_ids)
    entitled = mine.filter(standing=RollEntry.Standing.ENTITLED)
    kept = Q(cancelled_at=None) | Q(cancelled_at__gt=now - KEPT)
    rounds = VotingRound.objects.timed().filter(in_window("closes_at", "closes_at", now))
    rounds = rounds.filter(pk__in=entitled.values("round"))
    rows = _with_changes(rounds.filter(kept))
    state = state_of("rounds", rows, sequence=F("feed_revision"), changed=F("feed_change"))
    return CalendarPart([state], lambda: _entries(rows))


def _with_changes(rounds: QuerySet[VotingRound]) -> QuerySet:
    """Adds when a round changed last, by its chain, and how often; votes change nothing."""
    steps = RoundEvent.objects.filter(
        round=OuterRef("pk"), kind__in=[Kind.OPEN, Kind.EXTEND, Kind.CANCEL, Kind.CLOSE]
    )
    last = Subquery(steps.order_by("-height").values("at")[:1])
    extended = Case(When(first_closes_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    is_over = ~Q(state=VotingRound.State.OPEN)
    over = Case(When(is_over, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rounds.annotate(
        feed_change=Coalesce(last, "cancelled_at", "closed_at", "opened_at"),
        feed_revision=extended + over,
    )


def _entries(rows: QuerySet) -> Iterator[CalendarEntry]:
    # One that all companies have voted in may be counted before.
    ends = rows.annotate(feed_end=Least(Coalesce("closed_at", "closes_at"), F("closes_at")))
    for one in ends.select_related("proposal").order_by("feed_end", "pk"):
        is_cancelled = one.state == VotingRound.State.CANCELLED
        status = Status.CANCELLED if is_cancelled else Status.CONFIRMED
        title = _("Voting ends: %(title)s") % {"title": one.proposal.title}
        yield CalendarEntry(
            uid=f"round-{one.pk}",
            starts=one.feed_end - LAST_MINUTES,
            ends=one.feed_end,
            title=title_by_status(title, status),
            changed=one.feed_change,
            sequence=one.feed_revision,
            status=status,
            url=absolute_url(one.proposal.get_absolute_url()),
            is_busy=False,
        )
