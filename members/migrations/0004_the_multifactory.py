"""The one row about this multifactory, which coordinators fill in."""

from django.db import migrations


def add_multifactory(apps, schema_editor):
    apps.get_model("members", "Multifactory").objects.get_or_create(pk=1, defaults={"name": "Multifactory"})


def remove_multifactory(apps, schema_editor):
    apps.get_model("members", "Multifactory").objects.filter(pk=1).delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0003_coordinators")]

    operations = [migrations.RunPython(add_multifactory, remove_multifactory, elidable=False)]
