"""Write down the heads that went out before there was a table of them.

The mails at the opening and with the result gave theirs. That of an extension did not; for a round that is open
it is published now, because a record of an open round ends with a published head.
"""

from django.db import migrations
from django.db.models import Q
from django.utils import timezone


def fill(apps, schema_editor):
    events = apps.get_model("governance", "RoundEvent")
    heads = apps.get_model("governance", "PublishedHead")
    gone_out = Q(kind__in=["OPEN", "OUTCOME"]) | Q(kind="EXTEND", round__state="open")
    for event in events.objects.filter(gone_out).order_by("at", "pk").iterator():
        heads.objects.create(
            round_id=event.round_id,
            height=event.height,
            hash=event.hash,
            published_at=timezone.now() if event.kind == "EXTEND" else event.at,
        )


def empty(apps, schema_editor):
    apps.get_model("governance", "PublishedHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_published_heads")]

    operations = [migrations.RunPython(fill, empty, elidable=False)]
