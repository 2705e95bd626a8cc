"""The group of the coordinators who keep the money while nobody is in office as treasurer."""

from django.db import migrations


def add_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="Treasurers")


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Treasurers").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("spaces", "0030_budgets_and_accounts"),
    ]

    operations = [migrations.RunPython(add_group, remove_group)]
