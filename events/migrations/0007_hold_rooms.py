"""Events that are out hold their space from now on: where it is free, those that are to come get their booking."""

import uuid

from django.db import IntegrityError, migrations, transaction
from django.utils import timezone


def hold(apps, schema_editor):
    Event, Booking, Claim = (
        apps.get_model(*name) for name in (("events", "Event"), ("spaces", "Booking"), ("spaces", "Claim"))
    )
    coming = Event.objects.filter(state="published", ends_at__gt=timezone.now(), booking=None)
    for event in coming.exclude(space=None).exclude(space__kind="unit").order_by("starts_at", "pk"):
        leaves = list(event.space.takes.values_list("pk", flat=True)) or [event.space_id]
        terms = {"starts_at": event.starts_at, "ends_at": event.ends_at}
        try:
            with transaction.atomic():
                booking = Booking.objects.create(
                    request_id=uuid.uuid4(), space=event.space, purpose=event.title[:100], **terms
                )
                Claim.objects.bulk_create(Claim(space_id=leaf, booking=booking, **terms) for leaf in leaves)
        except IntegrityError:
            continue  # taken: the form of the event says by whom when it is next saved
        Event.objects.filter(pk=event.pk).update(booking=booking)


def release(apps, schema_editor):
    Event, Booking = apps.get_model("events", "Event"), apps.get_model("spaces", "Booking")
    held = list(Event.objects.exclude(booking=None).values_list("booking", flat=True))
    Event.objects.update(booking=None)
    Booking.objects.filter(pk__in=held).delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0006_booking_of_its_space")]

    operations = [migrations.RunPython(hold, release)]
