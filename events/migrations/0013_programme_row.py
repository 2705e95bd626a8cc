"""How the programme is run stands in one row, there from the beginning."""

from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("events", "Programme").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("events", "0012_event_rules")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
