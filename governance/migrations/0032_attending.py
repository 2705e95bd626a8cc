# Corrections of the roll that wait, and e-mails with links to check in

import django.db.models.deletion
import multifactory.lib.immutability
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0031_calling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckInReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.PositiveSmallIntegerField()),
                ('call_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField()),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_in_reminders', to='governance.assembly')),
            ],
            options={
                'verbose_name': 'e-mail with links to check in',
                'verbose_name_plural': 'e-mails with links to check in',
                'constraints': [models.UniqueConstraint(fields=('assembly', 'call', 'call_at'), name='check_in_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='RollCorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(choices=[('entitled', 'entitled to vote'), ('suspended', 'suspended'), ('left', 'struck out')], max_length=10, verbose_name='before')),
                ('after', models.CharField(choices=[('entitled', 'entitled to vote'), ('suspended', 'suspended'), ('left', 'struck out')], max_length=10, verbose_name='after')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('state', models.CharField(choices=[('asked', 'waiting for a second officer'), ('confirmed', 'confirmed'), ('withdrawn', 'withdrawn')], default='asked', max_length=9, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='entered on')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered on')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='correction_requests', to='governance.assemblyentry', verbose_name='company')),
            ],
            options={
                'verbose_name': 'correction to the list of voters, to confirm',
                'verbose_name_plural': 'corrections to the list of voters, to confirm',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('entry',), name='roll_correction_asked_once', violation_error_message='A correction for this company already waits.'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='roll_correction_request_changes'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='roll_correction_request_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'asked')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'withdrawn')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'confirmed'), models.Q(('answered_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='roll_correction_request_by_two', violation_error_message='Someone else must confirm it.'), multifactory.lib.immutability.Sealed(columns=('entry', 'before', 'after', 'reason', 'asked_by', 'asked_at'), events=('UPDATE', 'DELETE'), name='roll_correction_request_asked', when='{row}.id IS NOT NULL'), multifactory.lib.immutability.Sealed(columns=(), events=('UPDATE',), name='roll_correction_request_answered', when="{row}.state <> 'asked'")],
            },
        ),
    ]
