"""Organisers become confirmed hosts, the booking of an event's space its first room; what is out was seen by all."""

from django.db import migrations
from django.db.models import F

PAGES = ("new", "month", "archive", "embed", "series", "registrations", "institutions")


def fill(apps, schema_editor):
    Event, EventHost, EventRoom = (
        apps.get_model("events", name) for name in ("Event", "EventHost", "EventRoom")
    )
    links = Event.organisers.through.objects.order_by("pk").values_list("event_id", "company_id")
    EventHost.objects.bulk_create(
        (EventHost(event_id=event, company_id=company) for event, company in links), batch_size=500
    )
    held = Event.objects.exclude(booking=None).exclude(space=None).values_list("pk", "space", "booking")
    EventRoom.objects.bulk_create(
        (EventRoom(event_id=event, space_id=space, booking_id=booking) for event, space, booking in held),
        batch_size=500,
    )
    Event.objects.exclude(state="draft").filter(visibility="public").update(public_since=F("updated_at"))
    for event in Event.objects.filter(slug__in=PAGES):
        Event.objects.filter(pk=event.pk).update(slug=f"{event.slug}-{event.pk}")


def empty(apps, schema_editor):
    Event, EventHost, EventRoom = (
        apps.get_model("events", name) for name in ("Event", "EventHost", "EventRoom")
    )
    organisers = Event.organisers.through
    confirmed = EventHost.objects.filter(state="confirmed").order_by("pk")
    organisers.objects.bulk_create(
        organisers(event_id=host.event_id, company_id=host.company_id) for host in confirmed
    )
    for room in EventRoom.objects.exclude(booking=None).filter(space=F("event__space")):
        Event.objects.filter(pk=room.event_id).update(booking=room.booking_id)
    EventRoom.objects.all().delete()
    EventHost.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0010_event_tables")]

    operations = [migrations.RunPython(fill, empty)]
