"""New events made from others."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost, EventRoom, EventText
from events.programme.services import save_event
from events.programme.slugs import free_slug
from members.people.models import User

COPIED = (
    *("title", "summary", "text", "language", "kind", "for_age_from", "price_cents", "is_all_day", "space"),
    *("place", "is_elsewhere", "online_url", "is_common", "visibility", "capacity", "max_party"),
    *("releases_after", "resolution"),
)


@transaction.atomic
def duplicate_event(event: Event, *, by: User) -> Event:
    """A draft with the same words, hosts and rooms, a week later or, of what is past, a week from now."""
    starts_at = timezone.localtime(event.starts_at).replace(tzinfo=None) + timedelta(days=7)
    today = timezone.localdate()
    if starts_at.date() <= today:
        starts_at = datetime.combine(today + timedelta(days=7), starts_at.time())
    return copy_event(event, starts_at=timezone.make_aware(starts_at), by=by)


def copy_event(event: Event, *, starts_at: datetime, by: User | None) -> Event:
    """A draft that starts then and lasts as long on the clock. Its confirmed hosts are hosts of the new one.

    The caller holds a transaction.
    """
    copy = Event(**{name: getattr(event, name) for name in COPIED}, created_by=by)
    length = _local(event.ends_at) - _local(event.starts_at)
    copy.starts_at, copy.ends_at = starts_at, timezone.make_aware(_local(starts_at) + length)
    copy.slug = free_slug(f"{event.title} {_local(starts_at):%Y-%m-%d}")
    save_event(copy, by=by)
    shift = copy.starts_at - event.starts_at
    for host in event.hosts.confirmed():
        hours = {
            "starts_at": host.starts_at and host.starts_at + shift,
            "ends_at": host.ends_at and host.ends_at + shift,
        }
        kept = {name: getattr(host, name) for name in ("company", "role", "contribution", "space")}
        EventHost.objects.create(event=copy, asked_by=by, **kept, **_within(copy, hours))
    for room in event.rooms.all():
        minutes = {"before_minutes": room.before_minutes, "after_minutes": room.after_minutes}
        EventRoom.objects.update_or_create(event=copy, space_id=room.space_id, defaults=minutes)
    for words in event.texts.all():
        kept = {name: getattr(words, name) for name in ("language", "title", "summary", "text")}
        EventText.objects.create(event=copy, **kept)
    return copy


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)


def _within(event: Event, hours: dict[str, datetime | None]) -> dict[str, datetime | None]:
    starts_at, ends_at = hours["starts_at"], hours["ends_at"]
    if starts_at and ends_at and event.starts_at <= starts_at and ends_at <= event.ends_at:
        return hours
    return {"starts_at": None, "ends_at": None}
