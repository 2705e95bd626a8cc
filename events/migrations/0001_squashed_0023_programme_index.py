"""The tables of an empty database at once, and the rows that migrations before wrote into it.

An installation under way takes the single steps it has not taken yet.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import multifactory.lib.immutability
import uuid
from django.conf import settings
from django.db import migrations, models
from multifactory.lib.create_models import CreateModels


def add_programme(apps, schema_editor):
    """How the programme is run stands in one row, there from the beginning."""
    apps.get_model("events", "Programme").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('events', '0001_initial'),
        ('events', '0002_registration_request'),
        ('events', '0003_eventpicture'),
        ('events', '0004_household_addresses'),
        ('events', '0005_cancel_reason'),
        ('events', '0006_booking_of_its_space'),
        ('events', '0007_hold_rooms'),
        ('events', '0008_search_text'),
        ('events', '0009_fill_search_text'),
        ('events', '0010_event_tables'),
        ('events', '0011_hosts_and_rooms'),
        ('events', '0012_event_rules'),
        ('events', '0013_programme_row'),
        ('events', '0014_proposed_event'),
        ('events', '0015_registration_states'),
        ('events', '0016_fill_registrations'),
        ('events', '0017_registration_constraints'),
        ('events', '0018_institutions'),
        ('events', '0019_online_is_a_place'),
        ('events', '0020_text_search'),
        ('events', '0021_fill_text_search'),
        ('events', '0022_plain_words'),
        ('events', '0023_programme_index'),
    ]

    dependencies = [
        ('governance', '0001_squashed_0040_vote_reminder'),
        ('members', '0001_squashed_0020_founding_year'),
        ('spaces', '0001_squashed_0039_site'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='EventSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('rule', models.CharField(choices=[('weekly', 'every week'), ('fortnightly', 'every two weeks'), ('monthly_by_date', 'every month, on the same date'), ('monthly_by_weekday', 'every month, on the same weekday')], max_length=20, verbose_name='repeats')),
                        ('week', models.SmallIntegerField(blank=True, choices=[(1, 'first'), (2, 'second'), (3, 'third'), (4, 'fourth'), (-1, 'last')], null=True, verbose_name='week of the month')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='end')),
                        ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of dates')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created on')),
                        ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ],
                    options={
                        'verbose_name': 'series',
                        'verbose_name_plural': 'series',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('count__isnull', False), ('until__isnull', True)), models.Q(('count__isnull', True), ('until__isnull', False)), _connector='OR'), name='event_series_ends_one_way', violation_error_message='Write the last day or the number of dates, not both.'), models.CheckConstraint(condition=models.Q(('count__isnull', True), models.Q(('count__gte', 1), ('count__lte', 200)), _connector='OR'), name='event_series_of_200_at_most', violation_error_message='A series has at most 200 dates.'), models.CheckConstraint(condition=models.Q(models.Q(('rule', 'monthly_by_weekday'), ('week__isnull', False)), models.Q(models.Q(('rule', 'monthly_by_weekday'), _negated=True), ('week__isnull', True)), _connector='OR'), name='event_series_week_is_of_its_rule')],
                    },
                ),
                migrations.CreateModel(
                    name='Programme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hosts_publish', models.BooleanField(default=True, help_text='If not ticked: an event of a company is published only after a coordinator has checked it.', verbose_name='hosts can publish on their own')),
                        ('embed_origins', models.TextField(blank=True, help_text='One per line, for example https://www.example.org', verbose_name='sites that can show the programme')),
                    ],
                    options={
                        'verbose_name': 'programme',
                        'verbose_name_plural': 'programme',
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='programme_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Institution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address of its page')),
                        ('kind', models.CharField(choices=[('municipality', 'municipality'), ('region', 'region'), ('school', 'school'), ('university', 'university'), ('foundation', 'foundation'), ('association', 'association'), ('neighbours', 'neighbours'), ('owner', 'owner of the building'), ('multifactory', 'another multifactory')], max_length=20, verbose_name='kind')),
                        ('line', models.CharField(blank=True, max_length=200, verbose_name='what it does, in one line')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                        ('is_public', models.BooleanField(default=True, help_text='Otherwise only members see its page, and no event or works name it.', verbose_name='shown to everyone')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last change')),
                    ],
                    options={
                        'verbose_name': 'institution',
                        'verbose_name_plural': 'institutions',
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='institution_has_a_name'), models.CheckConstraint(condition=models.Q(('website', ''), ('website__startswith', 'http://'), ('website__startswith', 'https://'), _connector='OR'), name='institution_website_is_one', violation_error_message='A website begins with http:// or https://.')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address of its page')),
                        ('title', models.CharField(max_length=120, verbose_name='title')),
                        ('summary', models.CharField(max_length=200, verbose_name='summary')),
                        ('text', models.TextField(blank=True, help_text='Markdown', verbose_name='text')),
                        ('starts_at', models.DateTimeField(verbose_name='starts')),
                        ('ends_at', models.DateTimeField(verbose_name='ends')),
                        ('place', models.CharField(blank=True, max_length=160, verbose_name='other location')),
                        ('is_common', models.BooleanField(default=False, verbose_name='organised by the whole community')),
                        ('visibility', models.CharField(choices=[('public', 'public'), ('internal', 'members only')], default='public', max_length=10, verbose_name='visible to')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('published', 'published'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='draft', max_length=10, verbose_name='state')),
                        ('capacity', models.PositiveIntegerField(blank=True, help_text='Empty: no limit. 0: no registration needed.', null=True, verbose_name='places')),
                        ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                        ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last change')),
                        ('space', models.ForeignKey(blank=True, help_text='Leave empty when it takes place elsewhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='spaces.space', verbose_name='space')),
                        ('cancel_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was cancelled')),
                        ('search_text', models.TextField(default='', editable=False)),
                        ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                        ('for_age_from', models.PositiveSmallIntegerField(blank=True, help_text='Leave empty when it is not meant for children.', null=True, verbose_name='for children from the age of')),
                        ('is_all_day', models.BooleanField(default=False, verbose_name='all day')),
                        ('is_elsewhere', models.BooleanField(default=False, help_text='Tick this if the location is not at the multifactory.', verbose_name='not at the multifactory')),
                        ('kind', models.CharField(choices=[('open_day', 'open day'), ('course', 'course'), ('talk', 'talk'), ('market', 'market'), ('performance', 'performance'), ('exhibition', 'exhibition'), ('repair', 'repair'), ('meeting', 'meeting'), ('other', 'other')], default='other', max_length=12, verbose_name='kind')),
                        ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], default='en', max_length=5, verbose_name='language')),
                        ('left_public_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no longer public since')),
                        ('max_party', models.PositiveSmallIntegerField(default=1, verbose_name='places a registration can take')),
                        ('online_url', models.URLField(blank=True, help_text='Starts with https://.', validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='address to follow it online')),
                        ('position', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='position in the series')),
                        ('price_cents', models.PositiveIntegerField(default=0, verbose_name='price')),
                        ('public_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since')),
                        ('published_from', models.DateTimeField(blank=True, help_text='Leave empty to show it at once.', null=True, verbose_name='shown from')),
                        ('registration_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='registration closes')),
                        ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                        ('releases_after', models.PositiveSmallIntegerField(blank=True, help_text='After the start, at the door. Leave empty to keep them.', null=True, verbose_name='minutes after which unused places are free')),
                        ('resolution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='governance.resolution', verbose_name='resolution')),
                        ('return_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was returned')),
                        ('series', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.eventseries', verbose_name='series')),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'events',
                        'ordering': ['starts_at'],
                        'indexes': [models.Index(fields=['state', 'starts_at'], name='event_by_state_and_time'), models.Index(fields=['ends_at', 'starts_at', 'state', 'visibility', 'published_from'], name='event_by_end')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_start', violation_error_message='The event must end after it starts.'), models.CheckConstraint(condition=models.Q(('cancel_reason', ''), ('state', 'cancelled'), _connector='OR'), name='event_reason_is_of_a_cancelled_one'), models.CheckConstraint(condition=models.Q(('online_url', ''), ('online_url__startswith', 'https://'), _connector='OR'), name='event_online_by_https', violation_error_message='The address must start with https://.'), models.CheckConstraint(condition=models.Q(('slug__in', ('new', 'month', 'archive', 'embed', 'series', 'registrations', 'institutions')), _negated=True), name='event_slug_is_no_page', violation_error_message='This address belongs to a page of the portal.'), models.CheckConstraint(condition=models.Q(('max_party__gte', 1), ('max_party__lte', 10)), name='event_party_from_1_to_10', violation_error_message='A registration can take 1 to 10 places.'), models.CheckConstraint(condition=models.Q(('registration_closes_at__isnull', True), ('registration_opens_at__isnull', True), ('registration_closes_at__gt', models.F('registration_opens_at')), _connector='OR'), name='event_registration_closes_after_opening', violation_error_message='Registration must close after it opens.'), models.CheckConstraint(condition=models.Q(('for_age_from__isnull', True), ('for_age_from__lte', 18), _connector='OR'), name='event_age_of_children', violation_error_message='Children are up to 18 years old.'), models.CheckConstraint(condition=models.Q(models.Q(('position__isnull', True), ('series__isnull', True)), models.Q(('position__isnull', False), ('series__isnull', False)), _connector='OR'), name='event_position_is_in_a_series'), models.UniqueConstraint(fields=('series', 'position'), name='event_once_a_position'), models.CheckConstraint(condition=models.Q(('left_public_at__isnull', True), ('public_since__isnull', False), _connector='OR'), name='event_left_the_public_it_had'), models.CheckConstraint(condition=models.Q(('space__isnull', False), models.Q(('place', ''), _negated=True), models.Q(('online_url', ''), _negated=True), ('state', 'draft'), _connector='OR'), name='event_has_a_place', violation_error_message='Choose a space or enter a location before publishing.')],
                    },
                ),
                migrations.CreateModel(
                    name='Agreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=140, verbose_name='title')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                        ('starts_on', models.DateField(blank=True, help_text='Leave empty if a proposal will decide it: its adoption sets the day.', null=True, verbose_name='in force from')),
                        ('ends_on', models.DateField(blank=True, help_text='The first day it is no longer in force. Leave empty if there is no end date.', null=True, verbose_name='in force until')),
                        ('notice_months', models.PositiveSmallIntegerField(default=0, help_text='How long before the end notice must be given.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='months of notice')),
                        ('document', models.FileField(blank=True, editable=False, upload_to='', verbose_name='document')),
                        ('document_size', models.PositiveIntegerField(default=0, editable=False, verbose_name='bytes')),
                        ('document_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                        ('ended_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was ended')),
                        ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended on')),
                        ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                        ('resolution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='governance.resolution', verbose_name='decided by')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='events.institution', verbose_name='institution')),
                    ],
                    options={
                        'verbose_name': 'agreement',
                        'verbose_name_plural': 'agreements',
                        'ordering': ['-starts_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_start', violation_error_message='The agreement must end after it starts.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_reason', '')), models.Q(models.Q(('ended_reason', ''), _negated=True), ('ended_at__isnull', False), ('ends_on__isnull', False)), _connector='OR'), name='agreement_ended_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('document', ''), ('document_sha256', '')), models.Q(models.Q(('document', ''), _negated=True), models.Q(('document_sha256', ''), _negated=True)), _connector='OR'), name='agreement_document_has_its_hash')],
                    },
                ),
                migrations.CreateModel(
                    name='InstitutionLogo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('large', models.FileField(editable=False, upload_to='', verbose_name='file')),
                        ('small', models.FileField(editable=False, upload_to='', verbose_name='thumbnail file')),
                        ('width', models.PositiveSmallIntegerField(editable=False, verbose_name='width')),
                        ('height', models.PositiveSmallIntegerField(editable=False, verbose_name='height')),
                        ('small_width', models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width')),
                        ('small_height', models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height')),
                        ('alt', models.CharField(blank=True, help_text='In a few words, for people who cannot see it.', max_length=160, verbose_name='what it shows')),
                        ('institution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='logo', to='events.institution', verbose_name='institution')),
                    ],
                    options={
                        'verbose_name': 'logo',
                        'verbose_name_plural': 'logos',
                    },
                ),
                migrations.CreateModel(
                    name='RelationNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=2000, verbose_name='note')),
                        ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written on')),
                        ('request_id', models.UUIDField(editable=False, unique=True)),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                        ('company', models.ForeignKey(blank=True, help_text='Leave empty if the coordinators wrote it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.company', verbose_name='company')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='events.institution', verbose_name='institution')),
                    ],
                    options={
                        'verbose_name': 'note',
                        'verbose_name_plural': 'notes',
                        'ordering': ['-written_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='relation_note_says_something'), multifactory.lib.immutability.Sealed(columns=('institution', 'company', 'text', 'written_at'), events=('UPDATE', 'DELETE'), name='relation_note_is_for_good', when='1 = 1')],
                    },
                ),
                migrations.CreateModel(
                    name='RenewalPartner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('a_host', 'host'), ('b_money', 'gives money'), ('c_help', 'gives help'), ('d_part', 'takes part')], max_length=10, verbose_name='part')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewal_partners', to='events.institution', verbose_name='institution')),
                        ('renewal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='spaces.renewal', verbose_name='works')),
                    ],
                    options={
                        'verbose_name': 'part in works',
                        'verbose_name_plural': 'parts in works',
                        'ordering': ['-renewal__start_on'],
                        'constraints': [models.UniqueConstraint(fields=('renewal', 'institution', 'role'), name='renewal_partner_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.CharField(max_length=120, verbose_name='person')),
                        ('role', models.CharField(blank=True, max_length=120, verbose_name='role')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                        ('known_from', models.CharField(help_text='From whom or where: the person has a right to know.', max_length=160, verbose_name='where we know this from')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='events.institution', verbose_name='institution')),
                    ],
                    options={
                        'verbose_name': 'contact',
                        'verbose_name_plural': 'contacts',
                        'ordering': ['person', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('known_from', ''), _negated=True), name='contact_says_where_from', violation_error_message='Write where the contact is known from.')],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                        ('language', models.CharField(blank=True, default='it', max_length=5, verbose_name='language')),
                        ('state', models.CharField(choices=[('held', 'reserved'), ('unconfirmed', 'not confirmed'), ('waiting', 'waiting'), ('offered', 'offered'), ('confirmed', 'confirmed'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='confirmed', max_length=12, verbose_name='state')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='registered on')),
                        ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled on')),
                        ('cancel_token_hash', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.event', verbose_name='event')),
                        ('request_id', models.UUIDField(editable=False, null=True, unique=True)),
                        ('checked_in_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked in')),
                        ('checked_in_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked in by')),
                        ('checked_in_party', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='people checked in')),
                        ('code', models.CharField(editable=False, max_length=6, verbose_name='code')),
                        ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed on')),
                        ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='name and address erased')),
                        ('held_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reserved until')),
                        ('is_walk_in', models.BooleanField(default=False, editable=False, verbose_name='came without registering')),
                        ('offered_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered until')),
                        ('party', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='people')),
                        ('queued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='waiting since')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        'verbose_name': 'registration',
                        'verbose_name_plural': 'registrations',
                        'ordering': ['created_at', 'id'],
                        'indexes': [models.Index(fields=['event', 'state', 'queued_at'], name='registration_by_state'), models.Index(fields=['state', 'held_until'], name='registration_by_hold'), models.Index(fields=['email'], name='registration_by_email')],
                        'constraints': [models.UniqueConstraint(models.F('event'), models.F('email'), django.db.models.functions.text.Lower('name'), condition=models.Q(('state__in', ('held', 'unconfirmed', 'waiting', 'offered', 'confirmed')), models.Q(('email', ''), _negated=True)), name='registration_once', violation_error_message='This person is already registered.'), models.UniqueConstraint(fields=('event', 'code'), name='registration_code_once'), models.CheckConstraint(condition=models.Q(('party__gte', 1), ('party__lte', 10)), name='registration_party_1_to_10'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'unconfirmed', 'waiting', 'offered', 'confirmed', 'cancelled', 'expired'])), name='registration_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('held_until__isnull', False), _connector='OR'), name='registration_held_until'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['waiting', 'offered']), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='registration_waits_since'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='registration_offered_until'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='registration_confirmed_at'), models.CheckConstraint(condition=models.Q(models.Q(('checked_in_at__isnull', True), ('checked_in_party__isnull', True)), models.Q(('checked_in_at__isnull', False), ('checked_in_party__gte', 1), ('state', 'confirmed'), ('checked_in_party__lte', models.F('party'))), _connector='OR'), name='registration_checked_in'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('is_walk_in', True), ('erased_at__isnull', False), _connector='OR'), name='registration_has_an_address')],
                    },
                ),
                migrations.CreateModel(
                    name='EventPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('large', models.FileField(editable=False, upload_to='', verbose_name='file')),
                        ('small', models.FileField(editable=False, upload_to='', verbose_name='thumbnail file')),
                        ('width', models.PositiveSmallIntegerField(editable=False, verbose_name='width')),
                        ('height', models.PositiveSmallIntegerField(editable=False, verbose_name='height')),
                        ('small_width', models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width')),
                        ('small_height', models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height')),
                        ('alt', models.CharField(blank=True, help_text='In a few words, for people who cannot see it.', max_length=160, verbose_name='what it shows')),
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='picture', to='events.event', verbose_name='event')),
                    ],
                    options={
                        'verbose_name': 'picture',
                        'verbose_name_plural': 'pictures',
                    },
                ),
                migrations.CreateModel(
                    name='EventText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], max_length=5, verbose_name='language')),
                        ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                        ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                        ('text', models.TextField(blank=True, help_text='Markdown', verbose_name='text')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='events.event', verbose_name='event')),
                        ('search_text', models.TextField(default='', editable=False)),
                    ],
                    options={
                        'verbose_name': 'text in another language',
                        'verbose_name_plural': 'texts in other languages',
                        'constraints': [models.UniqueConstraint(fields=('event', 'language'), name='event_text_once_a_language')],
                    },
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
                        ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='start')),
                        ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='end')),
                        ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                        ('asked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                        ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_hosts', to='members.company', verbose_name='company')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hosts', to='events.event', verbose_name='event')),
                        ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_contributions', to='spaces.space', verbose_name='where')),
                    ],
                    options={
                        'verbose_name': 'host',
                        'verbose_name_plural': 'hosts',
                        'indexes': [models.Index(fields=['company', 'state'], name='event_host_by_company')],
                        'constraints': [models.UniqueConstraint(fields=('event', 'company'), name='event_host_once', violation_error_message='This company is already one of the hosts.'), models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='event_host_ends_after_start', violation_error_message='The end must come after the start.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), _negated=True), ('answered_at__isnull', True), _connector='OR'), name='event_host_asked_has_no_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='EventMove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField(verbose_name='started')),
                        ('ends_at', models.DateTimeField(verbose_name='ended')),
                        ('is_all_day', models.BooleanField(default=False, verbose_name='all day')),
                        ('place', models.CharField(blank=True, max_length=160, verbose_name='other location')),
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
                        'constraints': [models.UniqueConstraint(fields=('event', 'sequence'), name='event_move_once_a_sequence'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_move_has_its_times'), multifactory.lib.immutability.Sealed(columns=('event', 'starts_at', 'ends_at', 'is_all_day', 'space', 'place', 'sequence', 'moved_at'), events=('UPDATE',), name='event_move_sealed', when='{row}.id IS NOT NULL')],
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
                        'constraints': [models.UniqueConstraint(fields=('event', 'space'), name='event_room_once', violation_error_message='This space is already one of the rooms.'), models.CheckConstraint(condition=models.Q(('after_minutes__lte', 1440), ('before_minutes__lte', 1440)), name='event_room_minutes_within_a_day', violation_error_message='Setting up and clearing take at most a day each.')],
                    },
                ),
                migrations.CreateModel(
                    name='ProposedEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amendment', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.amendment', verbose_name='amendment')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed', to='events.event', verbose_name='event')),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.proposal', verbose_name='proposal')),
                    ],
                    options={
                        'verbose_name': 'proposed event',
                        'verbose_name_plural': 'proposed events',
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(condition=models.Q(('amendment__isnull', True)), fields=('proposal',), name='proposedevent_once')],
                    },
                ),
                migrations.CreateModel(
                    name='EventQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                        ('kind', models.CharField(choices=[('text', 'short text'), ('choice', 'one of several'), ('yes_no', 'yes or no')], default='text', max_length=8, verbose_name='kind of answer')),
                        ('label_it', models.CharField(blank=True, max_length=120, verbose_name='question in Italian')),
                        ('label_en', models.CharField(blank=True, max_length=120, verbose_name='question in English')),
                        ('options_it', models.TextField(blank=True, max_length=600, verbose_name='answers to choose from in Italian')),
                        ('options_en', models.TextField(blank=True, max_length=600, verbose_name='answers to choose from in English')),
                        ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                        ('purpose', models.CharField(max_length=160, verbose_name='what the answer is for')),
                        ('days_kept', models.PositiveSmallIntegerField(default=7, help_text='From 0 to 30. Then the answers are erased.', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='days kept after the event')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='events.event', verbose_name='event')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'verbose_name_plural': 'questions',
                        'ordering': ['position'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'position'), name='question_position_once'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 6)), name='question_at_most_six'), models.CheckConstraint(condition=models.Q(('days_kept__lte', 30)), name='question_kept_30_days'), models.CheckConstraint(condition=models.Q(models.Q(('label_it', ''), _negated=True), models.Q(('label_en', ''), _negated=True), _connector='OR'), name='question_has_a_label', violation_error_message='Write the question in at least one language.')],
                    },
                ),
                migrations.CreateModel(
                    name='GuestLetter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('request_id', models.UUIDField(editable=False, unique=True)),
                        ('readers', models.CharField(choices=[('confirmed', 'those who have a seat'), ('all', 'those who have a seat and those on the waiting list')], default='confirmed', max_length=10, verbose_name='to')),
                        ('subject', models.CharField(max_length=120, verbose_name='subject')),
                        ('text', models.TextField(max_length=4000, verbose_name='text')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent on')),
                        ('number', models.PositiveIntegerField(default=0, editable=False, verbose_name='readers')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='events.event', verbose_name='event')),
                        ('sent_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'letter to guests',
                        'verbose_name_plural': 'letters to guests',
                        'ordering': ['-sent_at'],
                    },
                ),
                migrations.CreateModel(
                    name='GuestListDownload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='downloaded on')),
                        ('rows', models.PositiveIntegerField(editable=False, verbose_name='rows')),
                        ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='events.event', verbose_name='event')),
                    ],
                    options={
                        'verbose_name': 'download of a guest list',
                        'verbose_name_plural': 'downloads of guest lists',
                        'ordering': ['-at'],
                    },
                ),
                migrations.CreateModel(
                    name='EventPartner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('a_host', 'host'), ('b_money', 'gives money'), ('c_help', 'gives help'), ('d_part', 'takes part')], max_length=10, verbose_name='part')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='events.event', verbose_name='event')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_partners', to='events.institution', verbose_name='institution')),
                    ],
                    options={
                        'verbose_name': 'part in an event',
                        'verbose_name_plural': 'parts in events',
                        'ordering': ['-event__starts_at'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'institution', 'role'), name='event_partner_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ProposedAgreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start_on', models.DateField(verbose_name='in force from')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed', to='events.agreement', verbose_name='agreement')),
                        ('amendment', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.amendment', verbose_name='amendment')),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.proposal', verbose_name='proposal')),
                    ],
                    options={
                        'verbose_name': 'proposed agreement',
                        'verbose_name_plural': 'proposed agreements',
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(condition=models.Q(('amendment__isnull', True)), fields=('proposal',), name='proposedagreement_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('days', models.PositiveSmallIntegerField(verbose_name='days before the end')),
                        ('ends_on', models.DateField(verbose_name='in force until')),
                        ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written on')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.agreement', verbose_name='agreement')),
                    ],
                    options={
                        'verbose_name': 'notice of an end',
                        'verbose_name_plural': 'notices of ends',
                        'constraints': [models.UniqueConstraint(fields=('agreement', 'days', 'ends_on'), name='agreement_notice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('confirm', 'confirm'), ('ticket', 'ticket'), ('waiting', 'waiting'), ('offer', 'offer'), ('offer_over', 'offer expired'), ('first_come', 'whoever comes first'), ('week', 'a week before'), ('day', 'a day before'), ('removed', 'removed'), ('moved', 'event moved'), ('postponed', 'event postponed'), ('called_off', 'event cancelled'), ('letter', 'letter')], max_length=12, verbose_name='kind')),
                        ('revision', models.PositiveIntegerField(default=0)),
                        ('queued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='queued on')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='events.registration')),
                    ],
                    options={
                        'verbose_name': 'notice',
                        'verbose_name_plural': 'notices',
                        'constraints': [models.UniqueConstraint(fields=('registration', 'kind', 'revision'), name='notice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300, verbose_name='answer')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='events.registration')),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='events.eventquestion')),
                    ],
                    options={
                        'verbose_name': 'answer',
                        'verbose_name_plural': 'answers',
                        'ordering': ['question__position'],
                        'constraints': [models.UniqueConstraint(fields=('registration', 'question'), name='answer_once')],
                    },
                ),
            ]
        ),
        migrations.RunPython(add_programme, migrations.RunPython.noop),
    ]
