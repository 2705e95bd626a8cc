import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import multifactory.lib.immutability
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0009_fill_search_text'),
        ('governance', '0023_suspensions_cite'),
        ('members', '0012_words_in_both_languages'),
        ('spaces', '0015_fill_search_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], max_length=5, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                ('text', models.TextField(blank=True, help_text='Markdown', verbose_name='text')),
            ],
            options={
                'verbose_name': 'text in another language',
                'verbose_name_plural': 'texts in other languages',
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hosts_publish', models.BooleanField(default=True, help_text='Not ticked: an event of a company is out only after a coordinator has looked at it.', verbose_name='hosts publish by themselves')),
                ('embed_origins', models.TextField(blank=True, help_text='One a line, for example https://www.example.org', verbose_name='sites that can show the programme')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programme',
            },
        ),
        migrations.AddField(
            model_name='event',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='event',
            name='for_age_from',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty when it is not meant for children.', null=True, verbose_name='for children from the age of'),
        ),
        migrations.AddField(
            model_name='event',
            name='is_all_day',
            field=models.BooleanField(default=False, verbose_name='all day'),
        ),
        migrations.AddField(
            model_name='event',
            name='is_elsewhere',
            field=models.BooleanField(default=False, help_text='The place in words is somewhere else.', verbose_name='not at the multifactory'),
        ),
        migrations.AddField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('open_day', 'open day'), ('course', 'course'), ('talk', 'talk'), ('market', 'market'), ('performance', 'performance'), ('exhibition', 'exhibition'), ('repair', 'repair'), ('meeting', 'meeting'), ('other', 'other')], default='other', max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='event',
            name='language',
            field=models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], default='en', max_length=5, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='event',
            name='left_public_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no longer public since'),
        ),
        migrations.AddField(
            model_name='event',
            name='max_party',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='places a registration can take'),
        ),
        migrations.AddField(
            model_name='event',
            name='online_url',
            field=models.URLField(blank=True, help_text='Starts with https://.', validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='address to follow it online'),
        ),
        migrations.AddField(
            model_name='event',
            name='position',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='position in the series'),
        ),
        migrations.AddField(
            model_name='event',
            name='price_cents',
            field=models.PositiveIntegerField(default=0, verbose_name='price'),
        ),
        migrations.AddField(
            model_name='event',
            name='public_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since'),
        ),
        migrations.AddField(
            model_name='event',
            name='published_from',
            field=models.DateTimeField(blank=True, help_text='Leave empty to show it at once.', null=True, verbose_name='shown from'),
        ),
        migrations.AddField(
            model_name='event',
            name='registration_closes_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='registration closes'),
        ),
        migrations.AddField(
            model_name='event',
            name='registration_opens_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='registration opens'),
        ),
        migrations.AddField(
            model_name='event',
            name='releases_after',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After the start, at the door. Leave empty to keep them.', null=True, verbose_name='minutes after which unused places are free'),
        ),
        migrations.AddField(
            model_name='event',
            name='resolution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='governance.resolution', verbose_name='resolution'),
        ),
        migrations.AddField(
            model_name='event',
            name='return_reason',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was returned'),
        ),
        migrations.AlterField(
            model_name='event',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('published', 'published'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='draft', max_length=10, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='EventHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('host', 'host'), ('co_host', 'co-host')], default='host', max_length=8, verbose_name='role')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('confirmed', 'confirmed'), ('declined', 'declined')], default='confirmed', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked on')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='answered on')),
                ('contribution', models.CharField(blank=True, help_text='What the company brings, for example an open workshop or a stall.', max_length=120, verbose_name='contribution')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_hosts', to='members.company', verbose_name='company')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hosts', to='events.event', verbose_name='event')),
                ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_contributions', to='spaces.space', verbose_name='where')),
            ],
            options={
                'verbose_name': 'host',
                'verbose_name_plural': 'hosts',
            },
        ),
        migrations.CreateModel(
            name='EventMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='started')),
                ('ends_at', models.DateTimeField(verbose_name='ended')),
                ('is_all_day', models.BooleanField(default=False, verbose_name='all day')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='place, in words')),
                ('sequence', models.PositiveIntegerField(verbose_name='sequence')),
                ('moved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed on')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='events.event', verbose_name='event')),
                ('moved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spaces.space', verbose_name='space')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'moves',
                'ordering': ['moved_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EventRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutes before, to set up')),
                ('after_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutes after, to clear')),
                ('booking', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_room', to='spaces.booking', verbose_name='booking')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='events.event', verbose_name='event')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_rooms', to='spaces.space', verbose_name='space')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='EventSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('rule', models.CharField(choices=[('weekly', 'every week'), ('fortnightly', 'every two weeks'), ('monthly_by_date', 'every month, on the same date'), ('monthly_by_weekday', 'every month, on the same weekday')], max_length=20, verbose_name='repeats')),
                ('week', models.SmallIntegerField(blank=True, choices=[(1, 'first'), (2, 'second'), (3, 'third'), (4, 'fourth'), (-1, 'last')], null=True, verbose_name='week of the month')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of dates')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created on')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
            },
        ),
        migrations.AddField(
            model_name='event',
            name='series',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.eventseries', verbose_name='series'),
        ),
        migrations.AddField(
            model_name='eventtext',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='events.event', verbose_name='event'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='programme_is_one'),
        ),
        migrations.AddIndex(
            model_name='eventhost',
            index=models.Index(fields=['company', 'state'], name='event_host_by_company'),
        ),
        migrations.AddConstraint(
            model_name='eventhost',
            constraint=models.UniqueConstraint(fields=('event', 'company'), name='event_host_once', violation_error_message='This company is among the hosts already.'),
        ),
        migrations.AddConstraint(
            model_name='eventhost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='event_host_ends_after_start', violation_error_message='The end must come after the start.'),
        ),
        migrations.AddConstraint(
            model_name='eventhost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), _negated=True), ('answered_at__isnull', True), _connector='OR'), name='event_host_asked_has_no_answer'),
        ),
        migrations.AddConstraint(
            model_name='eventmove',
            constraint=models.UniqueConstraint(fields=('event', 'sequence'), name='event_move_once_a_sequence'),
        ),
        migrations.AddConstraint(
            model_name='eventmove',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_move_has_its_times'),
        ),
        migrations.AddConstraint(
            model_name='eventmove',
            constraint=multifactory.lib.immutability.Sealed(columns=('event', 'starts_at', 'ends_at', 'is_all_day', 'space', 'place', 'sequence', 'moved_at'), events=('UPDATE',), name='event_move_sealed', when='{row}.id IS NOT NULL'),
        ),
        migrations.AddConstraint(
            model_name='eventroom',
            constraint=models.UniqueConstraint(fields=('event', 'space'), name='event_room_once', violation_error_message='This space is among the rooms already.'),
        ),
        migrations.AddConstraint(
            model_name='eventroom',
            constraint=models.CheckConstraint(condition=models.Q(('after_minutes__lte', 1440), ('before_minutes__lte', 1440)), name='event_room_minutes_within_a_day', violation_error_message='Setting up and clearing take at most a day each.'),
        ),
        migrations.AddConstraint(
            model_name='eventseries',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('count__isnull', False), ('until__isnull', True)), models.Q(('count__isnull', True), ('until__isnull', False)), _connector='OR'), name='event_series_ends_one_way', violation_error_message='Write the last day or the number of dates, not both.'),
        ),
        migrations.AddConstraint(
            model_name='eventseries',
            constraint=models.CheckConstraint(condition=models.Q(('count__isnull', True), models.Q(('count__gte', 1), ('count__lte', 200)), _connector='OR'), name='event_series_of_200_at_most', violation_error_message='A series has at most 200 dates.'),
        ),
        migrations.AddConstraint(
            model_name='eventseries',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', 'monthly_by_weekday'), ('week__isnull', False)), models.Q(models.Q(('rule', 'monthly_by_weekday'), _negated=True), ('week__isnull', True)), _connector='OR'), name='event_series_week_is_of_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='eventtext',
            constraint=models.UniqueConstraint(fields=('event', 'language'), name='event_text_once_a_language'),
        ),
    ]
