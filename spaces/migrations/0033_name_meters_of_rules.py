"""Rules by meters say which meters; no form could write one before, so this is for what a shell wrote."""

from django.db import migrations


def name_meters(apps, schema_editor):
    rules = apps.get_model("spaces", "SharingRule").objects.using(schema_editor.connection.alias)
    # A first key by meters had no weights: the other shared all.
    rules.filter(fixed_key="metered", variable_key="").update(fixed_key="equal")
    for rule in rules.filter(fixed_key="metered"):
        fixed = "equal" if rule.variable_key == "metered" else rule.variable_key
        rules.filter(pk=rule.pk).update(fixed_key=fixed, variable_key="", fixed_percent=100)
    metered = rules.filter(variable_key="metered", meter_kind="")
    metered.filter(is_for_heating=True).update(meter_kind="heating")
    metered.update(meter_kind="power")


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0032_meters"),
    ]

    operations = [migrations.RunPython(name_meters, migrations.RunPython.noop)]
