"""Events as calendars read them: the feed of all, the file of one. `lib.calendar_text` writes them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.programme.models import Event
from events.programme.words import Shown
from multifactory.lib.calendar_text import write_calendar
from multifactory.lib.calendars import CalendarEntry, Status
from multifactory.lib.mail import absolute_url
from multifactory.lib.text.clean import legal_text


def event_title(event: Event, shown: Shown | None = None) -> str:
    """Some programs ignore STATUS, so the title says it too."""
    title = str((shown or event.shown).title)
    if event.is_cancelled or event.left_public_at:
        title = _("Cancelled: %(title)s") % {"title": title}
    elif event.is_postponed:
        title = _("Postponed: %(title)s") % {"title": title}
    return legal_text(title)


def render_calendar(name: str, events: Iterable[Event], *, method: str = "") -> bytes:
    kinds = {kind.value: str(kind.label) for kind in Event.Kind}
    entries = (_entry(event, kinds) for event in events)
    return write_calendar(name, entries, uid="events", language=get_language() or "en", method=method)


def _entry(event: Event, kinds: dict[str, str]) -> CalendarEntry:
    """Whole days as dates, the end exclusive. Of what left the public, only that it is off."""
    shown = event.shown
    starts, ends = times_of(event)
    entry = CalendarEntry(
        uid=str(event.uid),
        starts=starts,
        ends=ends,
        title=event_title(event, shown),
        changed=event.updated_at,
        sequence=event.sequence,
        status=_status(event),
    )
    if event.left_public_at:
        return entry
    url = absolute_url(event.get_absolute_url())
    return replace(
        entry, text=f"{shown.summary}\n\n{url}", location=event.where, url=url, category=kinds[event.kind]
    )


def times_of(event: Event) -> tuple[datetime | date, datetime | date]:
    """From when until when, as days where it lasts whole days."""
    if not event.is_all_day:
        return event.starts_at, event.ends_at
    return timezone.localdate(event.starts_at), event.last_day + timedelta(days=1)


def _status(event: Event) -> Status:
    if event.is_cancelled or event.left_public_at:
        return Status.CANCELLED
    return Status.TENTATIVE if event.is_postponed else Status.CONFIRMED
