"""The calls of an assembly as calendars show them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from governance.assemblies.calling.models import AssemblyChange
from governance.attendance.models import Assembly
from members.people.models import User
from multifactory.lib.calendar_states import state_of
from multifactory.lib.calendars import (
    CalendarEntry,
    CalendarPart,
    Status,
    in_window,
    title_by_status,
)
from multifactory.lib.mail import absolute_url

LENGTH = timedelta(hours=2)  # nobody knows how long it takes
State = Assembly.State


def assemblies_of_person(user: User, now: datetime) -> CalendarPart:
    """Of those a company of the person is called to; registered with members.hooks."""
    mine = Assembly.objects.filter(entries__company__in=user.current_company_ids)
    window = Assembly.objects.annotate(last_call=Coalesce("second_call_at", "first_call_at"))
    window = window.filter(in_window("first_call_at", "last_call", now), pk__in=mine.values("pk"))
    rows = with_changes(window.exclude(state=State.DRAFT))
    state = state_of("assemblies", rows, sequence=F("revision"), changed=F("feed_change"))
    return CalendarPart([state], lambda: entries_of(rows.order_by("first_call_at", "pk")))


def with_changes(assemblies: QuerySet[Assembly]) -> QuerySet:
    """Adds when what a calendar says of it changed last."""
    told = AssemblyChange.objects.filter(assembly=OuterRef("pk")).order_by("-at", "-pk")
    return assemblies.annotate(
        feed_change=Coalesce("closed_at", Subquery(told.values("at")[:1]), "called_at")
    )


def entries_of(assemblies: Iterable[Any]) -> Iterator[CalendarEntry]:
    """Of rows `with_changes`."""
    for assembly in assemblies:
        yield _entry(assembly, 1, assembly.first_call_at)
        if assembly.second_call_at:
            yield _entry(assembly, 2, assembly.second_call_at)


def _entry(assembly: Any, call: int, starts: datetime) -> CalendarEntry:
    status = _status(assembly, call)
    words = _("%(assembly)s, first call") if call == 1 else _("%(assembly)s, second call")
    where = ", ".join(filter(None, [assembly.place, assembly.link]))
    is_off = status == Status.CANCELLED and assembly.state != State.CANCELLED
    return CalendarEntry(
        uid=f"assembly-{assembly.pk}-{call}",
        starts=starts,
        ends=starts + LENGTH,
        title=title_by_status(words % {"assembly": assembly}, status),
        changed=assembly.feed_change,
        sequence=assembly.revision + int(is_off),
        status=status,
        location=where,
        text=assembly.state_reason if status == Status.CANCELLED else "",
        url=absolute_url(assembly.get_absolute_url()),
    )


def _status(assembly: Assembly, call: int) -> Status:
    """A second call is off once the first has done its work; until then nobody knows whether it is held."""
    if assembly.state == State.CANCELLED or (assembly.state == State.CLOSED and assembly.call < call):
        return Status.CANCELLED
    is_open_first = assembly.call == 0 or (
        assembly.call == 1 and assembly.state in (State.OPEN, State.SUSPENDED)
    )
    return Status.TENTATIVE if call == 2 and is_open_first else Status.CONFIRMED
