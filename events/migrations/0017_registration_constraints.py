"""What the database holds of the states of a registration."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('events', '0016_fill_registrations')]

    operations = [
        migrations.AlterField(
            model_name='registration',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RemoveConstraint(
            model_name='registration',
            name='registration_once',
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(models.F('event'), models.F('email'), django.db.models.functions.text.Lower('name'), condition=models.Q(('state__in', ('held', 'unconfirmed', 'waiting', 'offered', 'confirmed')), models.Q(('email', ''), _negated=True)), name='registration_once', violation_error_message='This person is registered already.'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('event', 'code'), name='registration_code_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('party__gte', 1), ('party__lte', 10)), name='registration_party_1_to_10'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['held', 'unconfirmed', 'waiting', 'offered', 'confirmed', 'cancelled', 'expired'])), name='registration_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('held_until__isnull', False), _connector='OR'), name='registration_held_until'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['waiting', 'offered']), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='registration_waits_since'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='registration_offered_until'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='registration_confirmed_at'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_in_at__isnull', True), ('checked_in_party__isnull', True)), models.Q(('checked_in_at__isnull', False), ('checked_in_party__gte', 1), ('state', 'confirmed'), ('checked_in_party__lte', models.F('party'))), _connector='OR'), name='registration_checked_in'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('is_walk_in', True), ('erased_at__isnull', False), _connector='OR'), name='registration_has_an_address'),
        ),
    ]
