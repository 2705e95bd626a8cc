"""The state alone: the words of labels, choices and messages have changed; nothing in the database does."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0018_institutions'),
        ('governance', '0023_suspensions_cite'),
        ('members', '0013_address_in_parts'),
        ('spaces', '0020_duties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='agreement',
            name='ends_on',
            field=models.DateField(blank=True, help_text='The first day it is no longer in force. Leave empty if there is no end date.', null=True, verbose_name='in force until'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='notice_months',
            field=models.PositiveSmallIntegerField(default=0, help_text='How long before the end notice must be given.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='months of notice'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='starts_on',
            field=models.DateField(blank=True, help_text='Leave empty if a proposal will decide it: its adoption sets the day.', null=True, verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='event',
            name='capacity',
            field=models.PositiveIntegerField(blank=True, help_text='Empty: no limit. 0: no registration needed.', null=True, verbose_name='places'),
        ),
        migrations.AlterField(
            model_name='event',
            name='is_common',
            field=models.BooleanField(default=False, verbose_name='organised by the whole community'),
        ),
        migrations.AlterField(
            model_name='event',
            name='is_elsewhere',
            field=models.BooleanField(default=False, help_text='Tick this if the location is not at the multifactory.', verbose_name='not at the multifactory'),
        ),
        migrations.AlterField(
            model_name='event',
            name='place',
            field=models.CharField(blank=True, max_length=160, verbose_name='other location'),
        ),
        migrations.AlterField(
            model_name='event',
            name='visibility',
            field=models.CharField(choices=[('public', 'public'), ('internal', 'members only')], default='public', max_length=10, verbose_name='visible to'),
        ),
        migrations.AlterField(
            model_name='eventhost',
            name='ends_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='eventhost',
            name='starts_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='eventmove',
            name='place',
            field=models.CharField(blank=True, max_length=160, verbose_name='other location'),
        ),
        migrations.AlterField(
            model_name='eventpicture',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='eventpicture',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='eventpicture',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='eventseries',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='guestletter',
            name='readers',
            field=models.CharField(choices=[('confirmed', 'those who have a seat'), ('all', 'those who have a seat and those on the waiting list')], default='confirmed', max_length=10, verbose_name='to'),
        ),
        migrations.AlterField(
            model_name='institution',
            name='is_public',
            field=models.BooleanField(default=True, help_text='Otherwise only members see its page, and no event or works name it.', verbose_name='shown to everyone'),
        ),
        migrations.AlterField(
            model_name='institutionlogo',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='institutionlogo',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='institutionlogo',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('confirm', 'confirm'), ('ticket', 'ticket'), ('waiting', 'waiting'), ('offer', 'offer'), ('offer_over', 'offer expired'), ('first_come', 'whoever comes first'), ('week', 'a week before'), ('day', 'a day before'), ('removed', 'removed'), ('moved', 'event moved'), ('postponed', 'event postponed'), ('called_off', 'event cancelled'), ('letter', 'letter')], max_length=12, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='embed_origins',
            field=models.TextField(blank=True, help_text='One per line, for example https://www.example.org', verbose_name='sites that can show the programme'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='hosts_publish',
            field=models.BooleanField(default=True, help_text='If not ticked: an event of a company is published only after a coordinator has checked it.', verbose_name='hosts can publish on their own'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='held_until',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reserved until'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='state',
            field=models.CharField(choices=[('held', 'reserved'), ('unconfirmed', 'not confirmed'), ('waiting', 'waiting'), ('offered', 'offered'), ('confirmed', 'confirmed'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='confirmed', max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='relationnote',
            name='company',
            field=models.ForeignKey(blank=True, help_text='Leave empty if the coordinators wrote it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.company', verbose_name='company'),
        ),
        migrations.AlterConstraint(
            model_name='agreement',
            name='agreement_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_start', violation_error_message='The agreement must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='event',
            name='event_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_start', violation_error_message='The event must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='event',
            name='event_has_a_place',
            constraint=models.CheckConstraint(condition=models.Q(('space__isnull', False), models.Q(('place', ''), _negated=True), ('state', 'draft'), _connector='OR'), name='event_has_a_place', violation_error_message='Choose a space or enter a location before publishing.'),
        ),
        migrations.AlterConstraint(
            model_name='eventhost',
            name='event_host_once',
            constraint=models.UniqueConstraint(fields=('event', 'company'), name='event_host_once', violation_error_message='This company is already one of the hosts.'),
        ),
        migrations.AlterConstraint(
            model_name='eventroom',
            name='event_room_once',
            constraint=models.UniqueConstraint(fields=('event', 'space'), name='event_room_once', violation_error_message='This space is already one of the rooms.'),
        ),
        migrations.AlterConstraint(
            model_name='registration',
            name='registration_once',
            constraint=models.UniqueConstraint(models.F('event'), models.F('email'), django.db.models.functions.text.Lower('name'), condition=models.Q(('state__in', ('held', 'unconfirmed', 'waiting', 'offered', 'confirmed')), models.Q(('email', ''), _negated=True)), name='registration_once', violation_error_message='This person is already registered.'),
        ),
    ]
