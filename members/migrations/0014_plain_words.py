"""The state alone: the words of labels, choices and messages have changed; nothing in the database does."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('members', '0013_address_in_parts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='changerequest',
            name='craft',
            field=models.CharField(blank=True, choices=[('none', 'not a craft business'), ('self_declared', 'craft business, self-declared'), ('registered', 'in the register of craft businesses')], max_length=20, verbose_name='craft'),
        ),
        migrations.AlterField(
            model_name='company',
            name='asked_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='asked to confirm the page on'),
        ),
        migrations.AlterField(
            model_name='company',
            name='craft',
            field=models.CharField(choices=[('none', 'not a craft business'), ('self_declared', 'craft business, self-declared'), ('registered', 'in the register of craft businesses')], default='none', max_length=20, verbose_name='craft'),
        ),
        migrations.AlterField(
            model_name='company',
            name='email_is_public',
            field=models.BooleanField(default=True, verbose_name='everyone can read the e-mail address'),
        ),
        migrations.AlterField(
            model_name='company',
            name='phone_is_public',
            field=models.BooleanField(default=True, verbose_name='everyone can read the telephone number'),
        ),
        migrations.AlterField(
            model_name='historicalcompany',
            name='craft',
            field=models.CharField(choices=[('none', 'not a craft business'), ('self_declared', 'craft business, self-declared'), ('registered', 'in the register of craft businesses')], default='none', max_length=20, verbose_name='craft'),
        ),
        migrations.AlterField(
            model_name='historicalcompany',
            name='email_is_public',
            field=models.BooleanField(default=True, verbose_name='everyone can read the e-mail address'),
        ),
        migrations.AlterField(
            model_name='historicalcompany',
            name='phone_is_public',
            field=models.BooleanField(default=True, verbose_name='everyone can read the telephone number'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='undelivered_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='e-mail refused on'),
        ),
        migrations.AlterField(
            model_name='logo',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='logo',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='logo',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='machine',
            name='line',
            field=models.CharField(blank=True, max_length=140, verbose_name='who can use it, and how'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='ended_on',
            field=models.DateField(blank=True, help_text='The first day without rights in the company.', null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='multifactory',
            name='welcome',
            field=models.CharField(blank=True, max_length=120, verbose_name='opening text of the home page'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='placechange',
            name='kind',
            field=models.CharField(choices=[('given', 'made a representative'), ('ended', 'membership ended'), ('closed', 'account deactivated')], max_length=10, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='placechange',
            name='state',
            field=models.CharField(choices=[('at_once', 'in force immediately'), ('waiting', 'waiting for an answer'), ('confirmed', 'confirmed'), ('refused', 'refused by the company'), ('passed', 'in force after seven days without an objection')], max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='productphoto',
            name='small',
            field=models.FileField(editable=False, upload_to='', verbose_name='thumbnail file'),
        ),
        migrations.AlterField(
            model_name='productphoto',
            name='small_height',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail height'),
        ),
        migrations.AlterField(
            model_name='productphoto',
            name='small_width',
            field=models.PositiveSmallIntegerField(editable=False, verbose_name='thumbnail width'),
        ),
        migrations.AlterField(
            model_name='user',
            name='is_staff',
            field=models.BooleanField(default=False, help_text='Coordinators can open the back office. This gives no right to vote.', verbose_name='back office'),
        ),
        migrations.AlterConstraint(
            model_name='changerequest',
            name='change_request_one_open',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('company',), name='change_request_one_open', violation_error_message='This company already has an open request.'),
        ),
        migrations.AlterConstraint(
            model_name='changerequest',
            name='change_request_refused_says_why',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='change_request_refused_says_why', violation_error_message='Write the reason for the refusal.'),
        ),
        migrations.AlterConstraint(
            model_name='company',
            name='company_leaves_after_joining',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gt', models.F('joined_on')), _connector='OR'), name='company_leaves_after_joining', violation_error_message='The leaving date must be after the joining date.'),
        ),
        migrations.AlterConstraint(
            model_name='company',
            name='company_registered_craft_was_checked',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('craft', 'registered'), _negated=True), models.Q(models.Q(('craft_number', ''), _negated=True), ('craft_checked_on__isnull', False)), _connector='OR'), name='company_registered_craft_was_checked', violation_error_message='A registered craft business needs a register number and a check date.'),
        ),
        migrations.AlterConstraint(
            model_name='invitation',
            name='invitation_once_at_a_time',
            constraint=models.UniqueConstraint(models.F('company'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='invitation_once_at_a_time', violation_error_message='This address has already been invited.'),
        ),
        migrations.AlterConstraint(
            model_name='membership',
            name='membership_once_at_a_time',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('user', 'company'), name='membership_once_at_a_time', violation_error_message='This person is already in the company.'),
        ),
        migrations.AlterConstraint(
            model_name='membership',
            name='membership_ends_after_start',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='The membership must end after it starts.'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='user_email_any_case',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_any_case', violation_error_message='There is already an account with this address.'),
        ),
    ]
