"""Turns of duties as the calendar of a person shows them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.calendar_states import NEVER, state_of, words_of
from multifactory.lib.calendars import (
    KEPT,
    CalendarEntry,
    CalendarPart,
    Status,
    days_in_window,
    title_by_status,
)
from multifactory.lib.mail import absolute_url
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.turn_models import LeftTurn, Turn


def turns_of_person(user: User, now: datetime) -> CalendarPart:
    """Of the companies the person is in today, and for 30 days those they have no more; registered with
    members.hooks."""
    rows = Turn.objects.filter(days_in_window("day", now), company__in=user.current_company_ids)
    left = LeftTurn.objects.filter(
        days_in_window("day", now), company__in=user.current_company_ids, left_at__gt=now - KEPT
    )
    places = Duty.spaces.through.objects.all()
    states = [
        state_of("turns", rows),
        state_of("turns left", left, changed=F("left_at")),
        words_of("duties", Duty.objects.all(), "name"),
        state_of("places of duties", places, sequence=F("space"), changed=NEVER),
        words_of("companies of turns", Company.objects.all(), "name"),
    ]
    # What was handed from one of their companies to another is not off.
    others = left.exclude(turn_id__in=rows.values("pk"))
    return CalendarPart(states, lambda: chain(_entries(rows), _left_entries(others)))


def _entries(rows: QuerySet[Turn]) -> Iterator[CalendarEntry]:
    turns = rows.select_related("duty", "company").prefetch_related("duty__spaces")
    for turn in turns.order_by("day", "pk"):
        yield CalendarEntry(
            uid=f"turn-{turn.pk}",
            starts=turn.day,
            ends=turn.day + timedelta(days=1),
            title=_title(turn),
            changed=turn.updated_at,
            sequence=turn.sequence,
            location=", ".join(str(space) for space in turn.duty.spaces.all()),
            url=absolute_url(turn.get_absolute_url()),
            is_busy=False,
        )


def _left_entries(rows: QuerySet[LeftTurn]) -> Iterator[CalendarEntry]:
    for left in rows.select_related("duty", "company").order_by("day", "pk"):
        yield CalendarEntry(
            uid=f"turn-{left.turn_id}",
            starts=left.day,
            ends=left.day + timedelta(days=1),
            title=title_by_status(_title(left), Status.CANCELLED),
            changed=left.left_at,
            sequence=left.sequence,
            status=Status.CANCELLED,
            url=absolute_url(left.duty.get_absolute_url()),
            is_busy=False,
        )


def _title(turn: Turn | LeftTurn) -> str:
    return _("%(duty)s: the turn of %(company)s") % {"duty": turn.duty, "company": turn.company}
