"""What takes place online alone has its place there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('events', '0018_institutions')]

    operations = [
        migrations.RemoveConstraint(model_name='event', name='event_has_a_place'),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ('space__isnull', False),
                    models.Q(('place', ''), _negated=True),
                    models.Q(('online_url', ''), _negated=True),
                    ('state', 'draft'),
                    _connector='OR',
                ),
                name='event_has_a_place',
                violation_error_message='Choose a space or write the place before publishing.',
            ),
        ),
    ]
