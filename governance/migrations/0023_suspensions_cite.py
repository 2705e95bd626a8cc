"""From here on a suspension says by what, starts later than it is entered, and is not rewritten."""

import django.db.models.deletion
import django.utils.timezone
import multifactory.lib.immutability
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('governance', '0022_who_left_before')]

    operations = [
        migrations.AlterField(
            model_name='votingsuspension',
            name='entered_on',
            field=models.DateField(default=django.utils.timezone.localdate, editable=False, null=True, verbose_name='entered on'),
        ),
        migrations.AddConstraint(
            model_name='votingsuspension',
            constraint=models.CheckConstraint(condition=models.Q(('resolution__isnull', False), models.Q(('rulebook_entry', ''), _negated=True), _connector='OR'), name='voting_suspension_cites', violation_error_message='Name the resolution or the entry of the rulebook that suspends the company.'),
        ),
        migrations.AddConstraint(
            model_name='votingsuspension',
            constraint=models.CheckConstraint(condition=models.Q(('entered_on__isnull', True), ('start_on__gt', models.F('entered_on')), _connector='OR'), name='voting_suspension_starts_later', violation_error_message='A suspension starts tomorrow at the earliest.'),
        ),
        migrations.AddConstraint(
            model_name='votingsuspension',
            constraint=multifactory.lib.immutability.Sealed(columns=('company', 'start_on', 'reason', 'resolution', 'rulebook_entry', 'entered_on'), events=('UPDATE', 'DELETE'), name='voting_suspension_sealed', when='{row}.id IS NOT NULL'),
        ),
    ]
