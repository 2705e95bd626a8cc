"""Give the spaces that can be booked today one set of rules, with the limits that held for all."""

from django.db import migrations

NAME = "Spazi comuni"


def give_policy(apps, schema_editor):
    spaces = apps.get_model("spaces", "Space").objects.filter(is_bookable=True, policy=None)
    if spaces.exists():
        policy, _ = apps.get_model("spaces", "BookingPolicy").objects.get_or_create(
            name=NAME, defaults={"min_minutes": 15, "max_minutes": 720, "horizon_days": 180}
        )
        spaces.update(policy=policy)


def take_policy(apps, schema_editor):
    apps.get_model("spaces", "Space").objects.update(policy=None)


class Migration(migrations.Migration):
    dependencies = [("spaces", "0016_rules_of_booking")]
    operations = [migrations.RunPython(give_policy, take_policy)]
