"""Move the mails of earlier versions, which kept them in the table of django-post-office, where it exists.

Moved, not copied: whoever still runs the earlier version finds no mail there that would then go out twice.
"""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations, models

TABLE = "post_office_email"
STATUSES = {0: "sent", 1: "failed", 2: "queued", 3: "requeued"}
LOGGED_FAILURE = 1


def has_library_table(schema_editor):
    return TABLE in schema_editor.connection.introspection.table_names()


def lines(addresses):
    """`a@example.org, b@example.org` as one address a line."""
    return "\n".join(address.strip() for address in addresses.split(",") if address.strip())


def last_errors(apps):
    """Key of a mail → (type, text) of the last failure."""
    logs = apps.get_model("multifactory", "LibraryLog").objects.filter(status=LOGGED_FAILURE).order_by("pk")
    return {email: error for email, *error in logs.values_list("email_id", "exception_type", "message")}


def copy_mails(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
    new, errors = apps.get_model("multifactory", "QueuedMail"), last_errors(apps)
    rows = []
    for old in apps.get_model("multifactory", "LibraryMail").objects.order_by("pk").iterator():
        status = STATUSES.get(old.status, "failed")  # one without a status was never going to be sent
        body = ("", "") if status == "sent" else (old.message, old.html_message)
        error_type, error = errors.get(old.pk, ("", ""))
        row = new(
            from_email=old.from_email,
            to=lines(old.to),
            cc=lines(old.cc),
            bcc=lines(old.bcc),
            subject=old.subject,
            message=body[0],
            html_message=body[1],
            headers=old.headers or {},
            message_id=old.message_id or make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
            status=status,
            scheduled_at=old.scheduled_time,
            retries=old.number_of_retries or 0,
            last_error_type=error_type,
            last_error=error,
            created_at=old.created,
            updated_at=old.last_updated,
        )
        if row.to or row.cc or row.bcc:
            rows.append(row)
    new.objects.bulk_create(rows, batch_size=200)


def move_mails(apps, schema_editor):
    if has_library_table(schema_editor):
        copy_mails(apps, schema_editor)
        apps.get_model("multifactory", "LibraryLog").objects.all().delete()
        apps.get_model("multifactory", "LibraryMail").objects.all().delete()


def move_back(apps, schema_editor):
    """To the library's table while it is there. Once it is gone, no mail may wait: nobody would send it."""
    mails = apps.get_model("multifactory", "QueuedMail").objects.order_by("pk")
    if not has_library_table(schema_editor):
        if mails.filter(status__in=["queued", "requeued"]).exists():
            raise RuntimeError("Mails wait in the queue: let `manage.py worker --once` send them before going back.")
        return
    old, numbers = apps.get_model("multifactory", "LibraryMail"), {word: n for n, word in STATUSES.items()}
    for mail in mails.iterator():
        old.objects.create(
            from_email=mail.from_email,
            to=mail.to.replace("\n", ", "),
            cc=mail.cc.replace("\n", ", "),
            bcc=mail.bcc.replace("\n", ", "),
            subject=mail.subject,
            message=mail.message,
            html_message=mail.html_message,
            headers=mail.headers,
            message_id=mail.message_id,
            status=numbers[mail.status],
            scheduled_time=mail.scheduled_at,
            number_of_retries=mail.retries or None,
            created=mail.created_at,
            last_updated=mail.updated_at,
        )
    mails.delete()


class Migration(migrations.Migration):
    dependencies = [("multifactory", "0001_queued_mail")]

    operations = [
        # Not managed: they describe what may be there, and make nothing.
        migrations.CreateModel(
            name="LibraryMail",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("from_email", models.CharField(max_length=254)),
                ("to", models.TextField()),
                ("cc", models.TextField()),
                ("bcc", models.TextField()),
                ("subject", models.CharField(max_length=989)),
                ("message", models.TextField()),
                ("html_message", models.TextField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("priority", models.PositiveSmallIntegerField(default=1, null=True)),  # medium
                ("created", models.DateTimeField()),
                ("last_updated", models.DateTimeField()),
                ("scheduled_time", models.DateTimeField(null=True)),
                ("message_id", models.CharField(max_length=255, null=True)),
                ("number_of_retries", models.PositiveIntegerField(null=True)),
                ("headers", models.JSONField(null=True)),
                ("backend_alias", models.CharField(default="", max_length=64)),
            ],
            options={"managed": False, "db_table": TABLE},
        ),
        migrations.CreateModel(
            name="LibraryLog",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("email_id", models.IntegerField()),
                ("status", models.PositiveSmallIntegerField()),
                ("exception_type", models.CharField(max_length=255)),
                ("message", models.TextField()),
            ],
            options={"managed": False, "db_table": "post_office_log"},
        ),
        migrations.RunPython(move_mails, move_back),
    ]
