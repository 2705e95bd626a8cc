"""The counts are in the tally now, and every round names the version it votes on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_fill_decisions")]

    operations = [
        migrations.RemoveField(
            model_name='votinground',
            name='abstain',
        ),
        migrations.RemoveField(
            model_name='votinground',
            name='no',
        ),
        migrations.RemoveField(
            model_name='votinground',
            name='yes',
        ),
        migrations.AlterField(
            model_name='votinground',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.proposalversion', verbose_name='version voted on'),
        ),
        migrations.AddConstraint(
            model_name='votinground',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', ''), ('state', 'open'), ('tally__isnull', True)), models.Q(('cancelled_at__isnull', False), ('outcome', ''), ('state', 'cancelled'), ('tally__isnull', True), models.Q(('cancel_reason', ''), _negated=True)), models.Q(('closed_at__isnull', False), ('entitled__isnull', False), ('state', 'closed'), ('tally__isnull', False), ('recused__isnull', False), ('taken_part__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='round_counted_when_closed'),
        ),
    ]
