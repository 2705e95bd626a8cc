"""Registrations that are there already get their code and identity; who was erased has no address."""

import secrets
import uuid

from django.db import migrations
from django.db.models import F

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BATCH = 500


def _code(taken):
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if code not in taken:
            taken.add(code)
            return code


def fill(apps, schema_editor):
    registration = apps.get_model("events", "Registration")
    registration.objects.filter(state="confirmed", confirmed_at=None).update(confirmed_at=F("created_at"))
    erased = registration.objects.filter(email__startswith="erased-", email__endswith="@invalid")
    erased.update(email="", erased_at=F("created_at"))
    taken, rows, event = set(), [], None
    for row in registration.objects.filter(code="").order_by("event_id", "pk").iterator(chunk_size=BATCH):
        if row.event_id != event:
            taken, event = set(), row.event_id
        row.uid, row.code = row.uid or uuid.uuid4(), _code(taken)
        rows.append(row)
        if len(rows) == BATCH:
            registration.objects.bulk_update(rows, ["uid", "code"])
            rows = []
    registration.objects.bulk_update(rows, ["uid", "code"])


def empty(apps, schema_editor):
    """What only newer rows have goes: earlier versions know neither walk-ins nor people who wait."""
    registration = apps.get_model("events", "Registration")
    registration.objects.exclude(state__in=["confirmed", "cancelled"]).delete()
    for row in registration.objects.filter(email="").iterator():
        registration.objects.filter(pk=row.pk).update(email=f"erased-{row.pk}@invalid")
    for row in registration.objects.filter(cancel_token_hash=None).iterator():
        registration.objects.filter(pk=row.pk).update(cancel_token_hash=secrets.token_hex(32))


class Migration(migrations.Migration):
    dependencies = [("events", "0015_registration_states")]

    operations = [migrations.RunPython(fill, empty)]
