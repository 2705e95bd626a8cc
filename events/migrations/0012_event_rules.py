import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import multifactory.lib.immutability
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('events', '0011_hosts_and_rooms')]

    operations = [
        migrations.RemoveField(
            model_name='event',
            name='booking',
        ),
        migrations.RemoveField(
            model_name='event',
            name='organisers',
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('online_url', ''), ('online_url__startswith', 'https://'), _connector='OR'), name='event_online_by_https', violation_error_message='The address must start with https://.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ('new', 'month', 'archive', 'embed', 'series', 'registrations', 'institutions')), _negated=True), name='event_slug_is_no_page', violation_error_message='This address belongs to a page of the portal.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('max_party__gte', 1), ('max_party__lte', 10)), name='event_party_from_1_to_10', violation_error_message='A registration can take 1 to 10 places.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('registration_closes_at__isnull', True), ('registration_opens_at__isnull', True), ('registration_closes_at__gt', models.F('registration_opens_at')), _connector='OR'), name='event_registration_closes_after_opening', violation_error_message='Registration must close after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('for_age_from__isnull', True), ('for_age_from__lte', 18), _connector='OR'), name='event_age_of_children', violation_error_message='Children are up to 18 years old.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('position__isnull', True), ('series__isnull', True)), models.Q(('position__isnull', False), ('series__isnull', False)), _connector='OR'), name='event_position_is_in_a_series'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('series', 'position'), name='event_once_a_position'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('left_public_at__isnull', True), ('public_since__isnull', False), _connector='OR'), name='event_left_the_public_it_had'),
        ),
    ]
