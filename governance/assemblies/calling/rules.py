"""Who prepares an assembly, and which day it can be on."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.attendance.models import Assembly
from governance.offices.models import Office
from governance.offices.rules import is_officer
from governance.proposals.rules import is_chair
from governance.rulebook.models import Rulebook
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.signed_links import SignedLink

CALENDAR_LINK = SignedLink("governance.assembly.calendar")


def can_prepare_assembly(user: User | AnonymousUser) -> bool:
    """Coordinators, and the president and the secretary while they are in office. One query."""
    return is_chair(user) or is_officer(user, Office.Kind.PRESIDENT, Office.Kind.SECRETARY)


def notice_days(rulebook: Rulebook, kind: str) -> int:
    is_extraordinary = kind == Assembly.Kind.EXTRAORDINARY
    return rulebook.extraordinary_notice_days if is_extraordinary else rulebook.notice_days


def first_possible_day(sent_on: date, days: int) -> date:
    """Clear days on the local calendar: neither the day of sending nor that of the meeting counts.

    Ten days, sent on 1 June: 12 June.
    """
    return sent_on + timedelta(days=days + 1)


def is_earlier(before: Assembly, after: Assembly) -> bool:
    """A call is held earlier than the notice said, or one it did not name: who is away cannot know of it."""
    if after.first_call_at < before.first_call_at:
        return True
    if after.second_call_at is None:
        return False
    return before.second_call_at is None or after.second_call_at < before.second_call_at


def move_faults(before: Assembly, after: Assembly, *, now: datetime) -> dict[str, Any]:
    """What is against the new hours of an assembly that was called, by field."""
    if before.call == 1 and after.first_call_at != before.first_call_at:
        return {"first_call_at": _("The first call has been held: only the second can be moved.")}
    next_call = before.next_call_at
    if next_call is None or next_call <= now:
        return {"__all__": _("Its hour has come: it can no longer be moved.")}
    if before.second_call_at and after.second_call_at is None:
        return {"second_call_at": _("The notice names a second call: give its hour.")}
    days = before.rulebook and second_call_fault(after, before.rulebook)
    if days:
        text = _("The second call is on another day: it can be from %(day)s.")
        return {"second_call_at": text % {"day": format_day(days)}}
    return {}


def calendar_link(assembly: Assembly) -> str:
    """The address of its calendar entry, as a mail has it: it opens without logging in."""
    path = reverse("governance:assembly_ics", args=[assembly.year, assembly.number])
    return f"{path}?key={CALENDAR_LINK.token(assembly.pk)}"


def second_call_fault(assembly: Assembly, rulebook: Rulebook) -> date | None:
    """The first day the second call can be on, where it is too early; None where all is well."""
    if assembly.second_call_at is None:
        return None
    first_day = timezone.localdate(assembly.first_call_at) + timedelta(days=rulebook.second_call_days)
    return first_day if timezone.localdate(assembly.second_call_at) < first_day else None


def renumbered(wanted: Iterable[tuple[int, int]]) -> list[int]:
    """Keys in the order of the numbers people gave them, from one on; of two alike the first stays first."""
    return [key for key, _number in sorted(wanted, key=lambda pair: pair[1])]
