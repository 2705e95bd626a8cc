import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0033_name_meters_of_rules"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='sharingrule',
            constraint=models.CheckConstraint(condition=models.Q(('fixed_key', 'metered'), _negated=True), name='sharing_rule_meters_share_the_rest', violation_error_message='Meters can only share the rest: choose another first key.'),
        ),
        migrations.AddConstraint(
            model_name='sharingrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meter_kind__in', ['heating', 'power', 'water', 'gas']), ('variable_key', 'metered')), models.Q(models.Q(('variable_key', 'metered'), _negated=True), ('meter_kind', '')), _connector='OR'), name='sharing_rule_has_meters', violation_error_message='Choose what the meters measure, and only for a key by meters.'),
        ),
        migrations.AddConstraint(
            model_name='sharingrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meter_kind', 'heating'), _negated=True), ('is_for_heating', True), _connector='OR'), name='sharing_rule_heat_meters_are_for_heating'),
        ),
    ]
