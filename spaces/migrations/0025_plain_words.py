"""The state alone: the words of labels, choices and messages have changed; nothing in the database does."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import multifactory.lib.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0024_plain_words'),
        ('members', '0014_plain_words'),
        ('spaces', '0020_duties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='bookingpolicy',
            options={'ordering': ['name'], 'verbose_name': 'booking rules', 'verbose_name_plural': 'booking rules'},
        ),
        migrations.AlterModelOptions(
            name='planbackground',
            options={'verbose_name': 'background picture of the plan', 'verbose_name_plural': 'background pictures of the plan'},
        ),
        migrations.AlterField(
            model_name='allocation',
            name='end_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason for ending it'),
        ),
        migrations.AlterField(
            model_name='allocation',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason, if there is no resolution'),
        ),
        migrations.AlterField(
            model_name='allocation',
            name='start_on',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='ends_at',
            field=models.DateTimeField(verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='is_private',
            field=models.BooleanField(default=False, help_text='Only your company and the coordinators see what it is for.', verbose_name='private'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='override_reason',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='why the rules do not apply to it'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='purpose',
            field=models.CharField(max_length=100, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='starts_at',
            field=models.DateTimeField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='state',
            field=models.CharField(choices=[('pending', 'waiting for approval'), ('confirmed', 'confirmed'), ('cancelled', 'cancelled'), ('rejected', 'not approved'), ('lapsed', 'lapsed')], default='confirmed', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='bookingpolicy',
            name='cancel_hours',
            field=models.PositiveSmallIntegerField(default=0, help_text='After that only coordinators can cancel. 0: until it begins.', verbose_name='hours before the start until which it can be cancelled'),
        ),
        migrations.AlterField(
            model_name='bookingpolicy',
            name='is_by_night',
            field=models.BooleanField(default=False, help_text='Arrival and departure must be within the opening hours; the nights in between need not.', verbose_name='booked by the night'),
        ),
        migrations.AlterField(
            model_name='bookingpolicy',
            name='is_loud',
            field=models.BooleanField(default=False, help_text='Cannot be used in quiet hours.', verbose_name='is loud'),
        ),
        migrations.AlterField(
            model_name='bookingpolicy',
            name='notice_minutes',
            field=models.PositiveSmallIntegerField(default=0, help_text='How long in advance it must be booked.', verbose_name='notice in minutes'),
        ),
        migrations.AlterField(
            model_name='buildingpicture',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='buildingpicture',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='buildingpicture',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='certificatekind',
            name='months_valid',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Leave empty if there is no end date.', null=True, verbose_name='months it is valid'),
        ),
        migrations.AlterField(
            model_name='closure',
            name='ends_at',
            field=models.DateTimeField(verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='closure',
            name='starts_at',
            field=models.DateTimeField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='condition',
            name='end_on',
            field=models.DateField(blank=True, null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='condition',
            name='start_on',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='condition',
            name='state',
            field=models.CharField(choices=[('disused', 'disused'), ('made_safe', 'made safe'), ('under_works', 'works in progress'), ('usable', 'usable')], max_length=20, verbose_name='condition'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='ends_on',
            field=models.DateField(blank=True, help_text='The first day without it. Leave empty if it goes on.', null=True, verbose_name='ended on'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='starts_on',
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='dutyleave',
            name='end_on',
            field=models.DateField(help_text='The first day it has turns again.', verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='dutyleave',
            name='start_on',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='headcount',
            name='from_day',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='came_from',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='went_on_to', to='spaces.offer', verbose_name='previous offer'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='expires_at',
            field=models.DateTimeField(verbose_name='answer by'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='order_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='why not the first on the waiting list'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='passes_on',
            field=models.BooleanField(default=True, help_text='If it is refused or not answered in time, the next suitable request gets it.', verbose_name='pass on to the next request'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='state',
            field=models.CharField(choices=[('open', 'waiting for an answer'), ('accepted', 'accepted'), ('refused', 'refused'), ('expired', 'expired'), ('withdrawn', 'withdrawn'), ('done', 'allocated')], default='open', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='openinghours',
            name='policy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='spaces.bookingpolicy', verbose_name='booking rules'),
        ),
        migrations.AlterField(
            model_name='planbackground',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='planbackground',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='planbackground',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='plandraft',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AlterField(
            model_name='proposedallocation',
            name='start_on',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='proposedduty',
            name='space',
            field=models.ForeignKey(blank=True, help_text='Where it is done. More spaces can be added in the back office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spaces.space', verbose_name='space'),
        ),
        migrations.AlterField(
            model_name='proposedduty',
            name='starts_on',
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='proposedquiethours',
            name='starts',
            field=models.TimeField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='quiethours',
            name='policies',
            field=models.ManyToManyField(blank=True, related_name='quiet_hours', to='spaces.bookingpolicy', verbose_name='blocks loud bookings'),
        ),
        migrations.AlterField(
            model_name='quiethours',
            name='starts',
            field=models.TimeField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='quota',
            name='open_bookings',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='upcoming bookings'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='end_on',
            field=models.DateField(blank=True, help_text='The first day without works. Empty: not known yet.', null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='hours_given',
            field=models.DecimalField(decimal_places=1, default=0, help_text='Hours the companies worked without pay.', max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours donated'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='renewed_m2',
            field=models.DecimalField(decimal_places=2, help_text='Leave empty to use the area of its spaces, excluding open areas and machines. If several works share a space, enter for each its own part: the sum is shown.', max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='m² renewed'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='start_on',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='renewalpicture',
            name='credit',
            field=models.CharField(help_text='Who took or drew it.', max_length=80, verbose_name='author'),
        ),
        migrations.AlterField(
            model_name='renewalpicture',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='renewalpicture',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='renewalpicture',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='reshaping',
            name='day',
            field=models.DateField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='reshaping',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason, if there is no resolution'),
        ),
        migrations.AlterField(
            model_name='series',
            name='end_time',
            field=models.TimeField(verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='series',
            name='purpose',
            field=models.CharField(max_length=100, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='series',
            name='start_time',
            field=models.TimeField(verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='space',
            name='capacity',
            field=models.PositiveSmallIntegerField(blank=True, help_text='How many people it is meant for. Leave empty if not known.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='people'),
        ),
        migrations.AlterField(
            model_name='space',
            name='policy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spaces', to='spaces.bookingpolicy', verbose_name='booking rules'),
        ),
        migrations.AlterField(
            model_name='space',
            name='takes',
            field=models.ManyToManyField(blank=True, help_text='What a booking of this space occupies: for example, a hall occupies its two halves. Leave empty if it occupies only itself.', related_name='taken_by', to='spaces.space', verbose_name='occupies'),
        ),
        migrations.AlterField(
            model_name='space',
            name='valid_from',
            field=models.DateField(blank=True, help_text='Leave empty if it has always been in use.', null=True, verbose_name='in use from'),
        ),
        migrations.AlterField(
            model_name='spacepicture',
            name='credit',
            field=models.CharField(blank=True, help_text='Who took or drew it.', max_length=80, verbose_name='author'),
        ),
        migrations.AlterField(
            model_name='spacepicture',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='spacepicture',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='spacepicture',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='settled_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='outcome decided on'),
        ),
        migrations.AlterField(
            model_name='turn',
            name='told_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='notified on'),
        ),
        migrations.AlterField(
            model_name='unitrequest',
            name='least_m2',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minimum area (m²)'),
        ),
        migrations.AlterField(
            model_name='unitrequest',
            name='most_m2',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum area (m²)'),
        ),
        migrations.AlterField(
            model_name='unitrequest',
            name='note',
            field=models.TextField(blank=True, max_length=1000, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='unitrequest',
            name='takes_others',
            field=models.BooleanField(default=True, verbose_name='another suitable one would do too'),
        ),
        migrations.AlterConstraint(
            model_name='allocation',
            name='allocation_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gt', models.F('start_on')), _connector='OR'), name='allocation_ends_after_start', violation_error_message='The allocation must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='allocation',
            name='allocation_overlap',
            constraint=multifactory.lib.constraints.NoOverlap(end='end_on', key='unit', name='allocation_overlap', start='start_on', unless='voided_at', violation_error_code='overlap', violation_error_message='During this period the unit is allocated to another company.'),
        ),
        migrations.AlterConstraint(
            model_name='booking',
            name='booking_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_start', violation_error_message='The booking must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='bookingpolicy',
            name='policy_certificate_names_people',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certificate__isnull', True), ('certified_people', 0)), models.Q(('certificate__isnull', False), ('certified_people__range', (1, 3))), _connector='OR'), name='policy_certificate_names_people', violation_error_message='With a certificate, one to three people must be named; without one, none.'),
        ),
        migrations.AlterConstraint(
            model_name='certificate',
            name='certificate_expires_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gt', models.F('granted_on')), _connector='OR'), name='certificate_expires_after_start', violation_error_message='The certificate must expire after it was granted.'),
        ),
        migrations.AlterConstraint(
            model_name='closure',
            name='closure_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='closure_ends_after_start', violation_error_message='The closure must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='duty',
            name='duty_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='duty_ends_after_start', violation_error_message='The duty must end after the day it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='dutyweight',
            name='duty_weight_once',
            constraint=models.UniqueConstraint(fields=('duty', 'company'), name='duty_weight_once', violation_error_message='This company already has a weight.'),
        ),
        migrations.AlterConstraint(
            model_name='floorplan',
            name='floor_plan_once_a_day',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('floor', 'valid_from'), name='floor_plan_once_a_day', violation_error_message='There is already a plan of this floor valid from this day.'),
        ),
        migrations.AlterConstraint(
            model_name='headcount',
            name='head_count_once_a_day',
            constraint=models.UniqueConstraint(fields=('company', 'from_day'), name='head_count_once_a_day', violation_error_message='There is already a number for this day.'),
        ),
        migrations.AlterConstraint(
            model_name='headcount',
            name='head_count_is_not_zero',
            constraint=models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='head_count_is_not_zero', violation_error_message='At least one person works in every company.'),
        ),
        migrations.AlterConstraint(
            model_name='openinghours',
            name='opening_hours_once',
            constraint=models.UniqueConstraint(fields=('policy', 'weekday', 'opens'), name='opening_hours_once', violation_error_message='These hours have already been entered.'),
        ),
        migrations.AlterConstraint(
            model_name='proposedallocation',
            name='proposed_allocation_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gt', models.F('start_on')), _connector='OR'), name='proposed_allocation_ends_after_start', violation_error_message='The allocation must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='proposedquiethours',
            name='proposed_quiet_hours_end_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='proposed_quiet_hours_end_after_start', violation_error_message='They must end after they begin.'),
        ),
        migrations.AlterConstraint(
            model_name='quiethours',
            name='quiet_hours_end_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='quiet_hours_end_after_start', violation_error_message='They must end after they begin.'),
        ),
        migrations.AlterConstraint(
            model_name='quota',
            name='quota_bookings_above_zero',
            constraint=models.CheckConstraint(condition=models.Q(('open_bookings__isnull', True), ('open_bookings__gt', 0), _connector='OR'), name='quota_bookings_above_zero', violation_error_message='At least one booking; leave empty if there is no limit.'),
        ),
        migrations.AlterConstraint(
            model_name='renewal',
            name='renewal_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gt', models.F('start_on')), _connector='OR'), name='renewal_ends_after_start', violation_error_message='The works must end after the day they begin.'),
        ),
        migrations.AlterConstraint(
            model_name='renewal',
            name='renewal_gives_nothing_negative',
            constraint=models.CheckConstraint(condition=models.Q(('hours_given__gte', 0), ('renewed_m2__gte', 0)), name='renewal_gives_nothing_negative', violation_error_message='Areas and hours cannot be negative.'),
        ),
        migrations.AlterConstraint(
            model_name='space',
            name='space_has_area',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'machine'), ('area_m2__gt', 0), _connector='OR'), name='space_has_area', violation_error_message='Every space except a machine needs an area greater than zero.'),
        ),
        migrations.AlterConstraint(
            model_name='space',
            name='space_capacity_is_not_zero',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gt', 0), _connector='OR'), name='space_capacity_is_not_zero', violation_error_message='The capacity cannot be zero: leave it empty.'),
        ),
        migrations.AlterConstraint(
            model_name='space',
            name='space_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='space_ends_after_start', violation_error_message='The space must go out of use after it comes into use.'),
        ),
        migrations.AlterConstraint(
            model_name='space',
            name='bookable_space_has_policy',
            constraint=models.CheckConstraint(condition=models.Q(('is_bookable', False), ('policy__isnull', False), _connector='OR'), name='bookable_space_has_policy', violation_error_message='A space that can be booked needs booking rules.'),
        ),
        migrations.AlterConstraint(
            model_name='unitrequest',
            name='unit_request_says_who',
            constraint=models.CheckConstraint(condition=models.Q(('company__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='unit_request_says_who', violation_error_message='Say who is asking: choose a company or enter a name.'),
        ),
        migrations.AlterConstraint(
            model_name='unitrequest',
            name='unit_request_m2_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('least_m2__isnull', True), ('most_m2__isnull', True), ('most_m2__gte', models.F('least_m2')), _connector='OR'), name='unit_request_m2_in_order', violation_error_message='The maximum cannot be smaller than the minimum.'),
        ),
    ]
