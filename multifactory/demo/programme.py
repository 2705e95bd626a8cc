"""The events of the sample: what is out by the same services as in life, so that rooms are really taken."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify

from events.programme.models import Event
from events.programme.parts import EventHost, EventText
from events.programme.repeats import EventSeries
from events.programme.rules import OUT
from events.programme.series import create_series, weeks_of
from events.programme.services import postpone_event, save_event
from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.demo.sample.data import EventData
from spaces.building.models import Space

State = Event.State


def fitting(moment: datetime) -> datetime:
    """Not on 24 to 26 December, when nobody comes, and not on a Sunday night."""
    local = timezone.localtime(moment)
    if local.month == 12 and 24 <= local.day <= 26:
        return moment + timedelta(days=4)
    is_sunday_night = local.isoweekday() == 7 and local.hour >= 18
    return moment - timedelta(days=1) if is_sunday_night else moment


def on_weekday(moment: datetime, weekday: int) -> datetime:
    """The same hour on the clock, on the first such day on or after it; 0: on whichever day."""
    local = timezone.localtime(moment).replace(tzinfo=None)
    days = (weekday - local.isoweekday()) % 7 if weekday else 0
    return timezone.make_aware(local + timedelta(days=days))


def load_event(
    data: EventData,
    starts_at: datetime,
    *,
    companies: Mapping[str, Company],
    spaces: Mapping[str, Space],
    resolutions: Mapping[str, Resolution],
) -> Event:
    """One event with its hosts and words, in the state it has on the day of loading."""
    starts_at, ends_at = _times(data, starts_at)
    event = Event.objects.create(
        slug=slugify(f"{data.title} {starts_at:%Y-%m-%d}"),
        title=data.title,
        summary=data.summary,
        text=data.body,
        kind=data.kind,
        for_age_from=data.for_age_from,
        price_cents=data.price * 100,
        starts_at=starts_at - timedelta(days=data.moved),
        ends_at=ends_at - timedelta(days=data.moved),
        is_all_day=data.all_day,
        space=spaces[data.space] if data.space else None,
        place=data.place,
        is_common=data.whole_community,
        visibility=data.visibility,
        state=State.PUBLISHED if data.state == "postponed" else data.state,
        capacity=data.capacity,
        resolution=resolutions[data.decided_by] if data.decided_by else None,
        public_since=_public_since(data),
    )
    _load_hosts(event, data, companies)
    if data.title_it:
        EventText.objects.create(event=event, language="it", title=data.title_it, summary=data.summary_it)
    if event.state in (State.PUBLISHED, State.SUBMITTED):
        save_event(event)  # holds its rooms
    if data.moved:
        event.starts_at, event.ends_at = starts_at, ends_at
        save_event(event)
    _lead_on(event, data)
    return event


def _times(data: EventData, day: datetime) -> tuple[datetime, datetime]:
    """From when to when, on a fitting weekday near the one given."""
    starts_at = fitting(on_weekday(day, data.weekday))
    if data.all_day:
        starts_at = timezone.localtime(starts_at).replace(hour=0, minute=0)
        return starts_at, starts_at + timedelta(days=1)
    return starts_at, starts_at + timedelta(hours=float(data.hours))


def _lead_on(event: Event, data: EventData) -> None:
    """Its other dates, and what became of it."""
    if data.repeats:
        series = EventSeries(rule="monthly_by_weekday", week=weeks_of(event)[0], count=data.repeats)
        create_series(event, series, by=None)
    if data.state == "postponed":
        postpone_event(event)
        event.refresh_from_db()


def _public_since(data: EventData) -> datetime | None:
    """Shown ten days before today, or before it took place."""
    is_seen = data.state in OUT and data.visibility == "public"
    return timezone.now() + timedelta(days=min(data.day, 0) - 10) if is_seen else None


def _load_hosts(event: Event, data: EventData, companies: Mapping[str, Company]) -> None:
    brings = dict(data.brings)
    names = [*data.organisers, *(name for name in brings if name not in data.organisers)]
    roles = {name: EventHost.Role.HOST if name == names[0] else EventHost.Role.CO_HOST for name in names}
    EventHost.objects.bulk_create(
        EventHost(event=event, company=companies[name], role=roles[name], contribution=brings.get(name, ""))
        for name in names
    )
    EventHost.objects.bulk_create(
        EventHost(
            event=event,
            company=companies[name],
            role=EventHost.Role.CO_HOST,
            state=EventHost.State.ASKED,
        )
        for name in data.asked
    )
