"""Reminders a week and a day before an event, at the hour at which it begins."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events.programme.models import Event
from events.registrations import emails
from events.registrations.models import Notice

DAYS_BEFORE = {Notice.Kind.WEEK: 7, Notice.Kind.DAY: 1}


def reminder_moment(starts_at: datetime, days: int) -> datetime:
    """The same hour on the clock of the multifactory, so many days before; in UTC."""
    local = timezone.localtime(starts_at)
    return (local - timedelta(days=days)).astimezone(UTC)


def due_reminder(starts_at: datetime, now: datetime) -> tuple[Notice.Kind, datetime] | None:
    """The latest reminder whose moment has come, with that moment; one that was missed is not made up for."""
    for kind, days in sorted(DAYS_BEFORE.items(), key=lambda pair: pair[1]):
        moment = reminder_moment(starts_at, days)
        if moment <= now < starts_at:
            return kind, moment
    return None


def send_due_reminders() -> int:
    """Remind those who have a seat; of how many people it was. Who registered later has just read it all."""
    clock = timezone.now()
    coming = Event.objects.published().filter(
        starts_at__gt=clock, starts_at__lt=clock + timedelta(days=7, hours=2)
    )
    return sum(_remind(event_id) for event_id in coming.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(event_id: int) -> int:
    events = Event.objects.published().annotate(clock=Now()).filter(pk=event_id)
    event = events.select_for_update(of=("self",)).select_related("space").first()
    due = due_reminder(event.starts_at, event.clock) if event else None
    if event is None or due is None:
        return 0
    kind, moment = due
    revision = int(event.starts_at.timestamp()) // 60  # an event that moves is reminded of anew
    guests = event.registrations.confirmed().filter(confirmed_at__lt=moment).exclude(email="")
    told = Notice.objects.filter(registration__event=event, kind=kind, revision=revision)
    reminded = 0
    for registration in guests.exclude(pk__in=told.values("registration")):
        registration.event = event
        reminded += emails.send_once(registration, kind, revision, is_week=kind == Notice.Kind.WEEK)
    return reminded
