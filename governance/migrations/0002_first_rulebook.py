"""The first rulebook: the figures of the Italian civil code, art. 21, where the statute says nothing else."""

from datetime import date

from django.db import migrations

# Ordinary: half of the companies take part, more than half of those say yes.
# The community's own rules: three quarters take part, more than half of those say yes.
MATTERS = ["ordinary", "budget", "rules", "admission", "allocation", "renewal", "event", "institution"]


def add_rulebook(apps, schema_editor):
    rulebook = apps.get_model("governance", "Rulebook").objects.create(
        version=1, in_force_from=date(2017, 1, 1), note="Civil code, art. 21"
    )
    rule = apps.get_model("governance", "MatterRule")
    for matter in MATTERS:
        quorum = (3, 4) if matter == "rules" else (1, 2)
        rule.objects.create(
            rulebook=rulebook,
            matter=matter,
            base="present",
            numerator=1,
            denominator=2,
            is_strict=True,
            quorum_numerator=quorum[0],
            quorum_denominator=quorum[1],
        )


def remove_rulebook(apps, schema_editor):
    apps.get_model("governance", "Rulebook").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [migrations.RunPython(add_rulebook, remove_rulebook, elidable=False)]
