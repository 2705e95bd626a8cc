"""Of the mail settings stays until when the last digest reported."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0026_mail_choices"),
    ]

    operations = [
        migrations.RemoveField("noticesettings", "wants_replies"),
        migrations.RemoveField("noticesettings", "wants_digest"),
        migrations.RemoveField("noticesettings", "wants_bookings"),
        migrations.RemoveField("noticesettings", "wants_tickets"),
        migrations.RenameModel("NoticeSettings", "DigestMark"),
        migrations.RenameField("digestmark", "digest_until", "until"),
        migrations.AlterModelOptions("digestmark", options={}),
        migrations.AlterField("digestmark", "until", models.DateTimeField()),
        migrations.AlterField(
            "digestmark",
            "user",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digest_mark",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
