"""What people chose about mails goes to the app below; here stays until when the last digest reported."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

DEFAULTS = {"replies": True, "digest": False, "bookings": True, "tickets": True}


def copy_choices(apps, schema_editor):
    settings = apps.get_model("governance", "NoticeSettings")
    choice = apps.get_model("members", "MailChoice")
    # Without a mark a digest told of the last day: so it goes on from there.
    first = timezone.now() - timedelta(days=1)
    choice.objects.bulk_create(
        (
            choice(
                user_id=row.user_id,
                kind=kind,
                is_wanted=getattr(row, f"wants_{kind}"),
                changed_at=row.digest_until or first,
            )
            for row in settings.objects.order_by("pk")
            for kind, default in DEFAULTS.items()
            if getattr(row, f"wants_{kind}") != default
        ),
        batch_size=500,
    )
    settings.objects.filter(digest_until=None).delete()


def copy_back(apps, schema_editor):
    settings = apps.get_model("governance", "NoticeSettings")
    choice = apps.get_model("members", "MailChoice")
    for row in choice.objects.filter(kind__in=DEFAULTS):
        settings.objects.update_or_create(
            user_id=row.user_id, defaults={f"wants_{row.kind}": row.is_wanted}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0025_plain_words"),
        ("members", "0017_listings"),
    ]

    operations = [migrations.RunPython(copy_choices, copy_back)]
