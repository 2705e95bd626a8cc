"""New events made from others."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost, EventText
from events.programme.rooms import RoomPlan
from events.programme.services import bring_out, save_event
from events.programme.slugs import free_slug
from members.people.models import User

COPIED = (
    *("title", "summary", "text", "language", "kind", "for_age_from", "price_cents", "is_all_day", "space"),
    *("place", "is_elsewhere", "online_url", "is_common", "visibility", "capacity", "max_party"),
    *("releases_after", "resolution"),
)

HOURS = ("starts_at", "ends_at")


@transaction.atomic
def duplicate_event(event: Event, *, by: User) -> Event:
    """A draft with the same words, hosts and rooms, a week later or, of what is past, a week from now."""
    starts_at = timezone.localtime(event.starts_at).replace(tzinfo=None) + timedelta(days=7)
    today = timezone.localdate()
    if starts_at.date() <= today:
        starts_at = datetime.combine(today + timedelta(days=7), starts_at.time())
    return copy_event(event, starts_at=timezone.make_aware(starts_at), by=by)


def copy_event(event: Event, *, starts_at: datetime, by: User | None, **more: Any) -> Event:
    """A draft that starts then and lasts as long on the clock. Its confirmed hosts are hosts of the new one.

    The caller holds a transaction. `more` are other columns; with a state that holds rooms, these are taken.
    """
    copy = Event(**{name: getattr(event, name) for name in COPIED}, created_by=by, **more)
    length = local_time(event.ends_at) - local_time(event.starts_at)
    copy.starts_at, copy.ends_at = starts_at, timezone.make_aware(local_time(starts_at) + length)
    copy.slug = free_slug(f"{event.title} {local_time(starts_at):%Y-%m-%d}")
    state, copy.state = copy.state, Event.State.DRAFT
    save_event(copy, by=by, rooms=_rooms_of(event))
    _copy_hosts(event, copy, by)
    for words in event.texts.all():
        kept = {name: getattr(words, name) for name in ("language", "title", "summary", "text")}
        EventText.objects.create(event=copy, **kept)
    if state != Event.State.DRAFT:
        bring_out(copy, state, by=by)
    return copy


def _rooms_of(event: Event) -> RoomPlan:
    rooms = list(event.rooms.all())
    minutes = (rooms[0].before_minutes, rooms[0].after_minutes) if rooms else (0, 0)
    return RoomPlan([room.space for room in rooms], *minutes)


def _copy_hosts(event: Event, copy: Event, by: User | None) -> None:
    shift = copy.starts_at - event.starts_at
    hosts = []
    for host in event.hosts.all():
        if not host.is_confirmed:
            continue
        hours = {name: getattr(host, name) and getattr(host, name) + shift for name in HOURS}
        kept = {name: getattr(host, name) for name in ("company_id", "role", "contribution", "space_id")}
        hosts.append(EventHost(event=copy, asked_by=by, **kept, **_within(copy, hours)))
    EventHost.objects.bulk_create(hosts)


def local_time(moment: datetime) -> datetime:
    """What the clock of the multifactory shows."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _within(event: Event, hours: dict[str, datetime | None]) -> dict[str, datetime | None]:
    starts_at, ends_at = hours["starts_at"], hours["ends_at"]
    if starts_at and ends_at and event.starts_at <= starts_at and ends_at <= event.ends_at:
        return hours
    return {"starts_at": None, "ends_at": None}
