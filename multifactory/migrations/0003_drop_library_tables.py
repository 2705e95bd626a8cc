"""Drop the tables of django-post-office: what they hold of people, erasure would no longer reach.

The earlier version makes them again by its own `migrate`, which is why the record of it goes too.
"""

from importlib import import_module

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder

before = import_module("multifactory.migrations.0002_move_mails")

# Each before those its rows point to.
TABLES = [
    "post_office_log",
    "post_office_attachment_emails",
    "post_office_attachment",
    "post_office_email",
    "post_office_emailtemplate",
]


def drop_tables(apps, schema_editor):
    if before.has_library_table(schema_editor):
        before.copy_mails(apps, schema_editor)  # what the earlier version wrote since, if it still ran
    present = schema_editor.connection.introspection.table_names()
    for table in TABLES:
        if table in present:
            schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(table)}")
    MigrationRecorder(schema_editor.connection).migration_qs.filter(app="post_office").delete()


class Migration(migrations.Migration):
    dependencies = [("multifactory", "0002_move_mails")]

    operations = [
        migrations.RunPython(drop_tables, migrations.RunPython.noop),
        migrations.DeleteModel("LibraryLog"),
        migrations.DeleteModel("LibraryMail"),
    ]
