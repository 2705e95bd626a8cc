"""New events made from others."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost, EventText
from events.programme.repeats import EventSeries
from events.programme.rooms import add_rooms, plan_of
from events.programme.rules import keep_public_dates
from events.programme.slugs import free_slugs
from members.people.models import User

State = Event.State
COPIED = (
    *("title", "summary", "text", "language", "kind", "for_age_from", "price_cents", "is_all_day", "space"),
    *("place", "is_elsewhere", "online_url", "is_common", "visibility", "capacity", "max_party"),
    *("releases_after", "resolution"),
)

HOURS = ("starts_at", "ends_at")
WORDS = ("language", "title", "summary", "text")


@transaction.atomic
def duplicate_event(event: Event, *, by: User) -> Event:
    """A draft with the same words, hosts and rooms, a week later or, of what is past, a week from now."""
    starts_at = timezone.localtime(event.starts_at).replace(tzinfo=None) + timedelta(days=7)
    today = timezone.localdate()
    if starts_at.date() <= today:
        starts_at = datetime.combine(today + timedelta(days=7), starts_at.time())
    return copy_event(event, [timezone.make_aware(starts_at)], by=by)[0]


def copy_event(
    event: Event,
    starts: Sequence[datetime],
    *,
    state: str = State.DRAFT,
    series: EventSeries | None = None,
    by: User | None,
) -> list[Event]:
    """Events that start then and last as long on the clock. The confirmed hosts are hosts of the new ones.

    Some twelve queries, however many they are. The caller holds a transaction; with a state that holds rooms
    it has locked them, and has looked that nothing stands in the way.
    """
    now = timezone.now()
    copies = [_copy_of(event, starts_at) for starts_at in starts]
    slugs = free_slugs([f"{event.title} {local_time(starts_at):%Y-%m-%d}" for starts_at in starts])
    for number, (copy, slug) in enumerate(zip(copies, slugs, strict=True), start=2):
        copy.slug, copy.state, copy.created_by, copy.updated_at = slug, state, by, now
        copy.series, copy.position = series, number if series else None
        keep_public_dates(copy, None, now)
    Event.objects.bulk_create(copies)
    hosts = [host for host in event.hosts.all() if host.is_confirmed]
    EventHost.objects.bulk_create(_copy_of_host(host, event, copy, by) for copy in copies for host in hosts)
    EventText.objects.bulk_create(
        EventText(event=copy, **{name: getattr(words, name) for name in WORDS})
        for copy in copies
        for words in event.texts.all()
    )
    add_rooms(copies, plan_of(event), by=by)
    return copies


def _copy_of(event: Event, starts_at: datetime) -> Event:
    copy = Event(**{name: getattr(event, name) for name in COPIED}, starts_at=starts_at)
    length = local_time(event.ends_at) - local_time(event.starts_at)
    copy.ends_at = timezone.make_aware(local_time(starts_at) + length)
    return copy


def _copy_of_host(host: EventHost, event: Event, copy: Event, by: User | None) -> EventHost:
    shift = copy.starts_at - event.starts_at
    hours = {name: getattr(host, name) and getattr(host, name) + shift for name in HOURS}
    kept = {name: getattr(host, name) for name in ("company_id", "role", "contribution", "space_id")}
    return EventHost(event=copy, asked_by=by, **kept, **_within(copy, hours))


def local_time(moment: datetime) -> datetime:
    """What the clock of the multifactory shows."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _within(event: Event, hours: dict[str, datetime | None]) -> dict[str, datetime | None]:
    starts_at, ends_at = hours["starts_at"], hours["ends_at"]
    if starts_at and ends_at and event.starts_at <= starts_at and ends_at <= event.ends_at:
        return hours
    return {"starts_at": None, "ends_at": None}
