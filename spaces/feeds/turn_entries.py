"""Turns of duties as the calendar of a person shows them."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from members.people.models import User
from multifactory.lib.calendars import CalendarEntry, CalendarPart, days_in_window, state_of
from multifactory.lib.mail import absolute_url
from spaces.upkeep.duties.models import Turn


def turns_of_person(user: User) -> CalendarPart:
    """Of the companies the person is in today; registered with members.hooks."""
    rows = Turn.objects.filter(days_in_window("day"), company__in=user.current_company_ids)
    return CalendarPart([state_of("turns", rows)], lambda: _entries(rows))


def _entries(rows: QuerySet[Turn]) -> Iterator[CalendarEntry]:
    turns = rows.select_related("duty", "company").prefetch_related("duty__spaces")
    for turn in turns.order_by("day", "pk"):
        yield CalendarEntry(
            uid=f"turn-{turn.pk}",
            starts=turn.day,
            ends=turn.day + timedelta(days=1),
            title=_("%(duty)s: the turn of %(company)s") % {"duty": turn.duty, "company": turn.company},
            changed=turn.updated_at,
            sequence=turn.sequence,
            location=", ".join(str(space) for space in turn.duty.spaces.all()),
            url=absolute_url(turn.get_absolute_url()),
            is_busy=False,
        )
