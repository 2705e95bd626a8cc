"""Who may vote: suspensions that cite something, recusals by resolution, companies that leave."""

import django.db.models.deletion
import django.utils.timezone
import multifactory.lib.immutability
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0020_seal_members'),
        ('members', '0008_search_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('declared', 'declared by the company'), ('excluded', 'excluded by a resolution'), ('entered', 'entered by a coordinator')], max_length=10, verbose_name='how')),
                ('leaves_on', models.DateField(help_text='The first day it is no longer a member.', verbose_name='leaves on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='in a few words')),
                ('entered_on', models.DateField(blank=True, default=django.utils.timezone.localdate, null=True, verbose_name='said on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back on')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was taken back')),
            ],
            options={
                'verbose_name': 'departure of a company',
                'verbose_name_plural': 'departures of companies',
                'ordering': ['-leaves_on', 'company__name'],
            },
        ),
        migrations.CreateModel(
            name='ProposedExclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaves_on', models.DateField(blank=True, help_text='Leave empty for the day after the decision. It is never earlier than that.', null=True, verbose_name='no longer a member from')),
            ],
            options={
                'verbose_name': 'proposed exclusion',
                'verbose_name_plural': 'proposed exclusions',
            },
        ),
        migrations.RemoveConstraint(
            model_name='votingsuspension',
            name='voting_suspension_ends_after_start',
        ),
        migrations.AddField(
            model_name='recusal',
            name='resolution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.resolution', verbose_name='by the resolution'),
        ),
        migrations.AddField(
            model_name='votingsuspension',
            name='ended_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended early by'),
        ),
        migrations.AddField(
            model_name='votingsuspension',
            name='entered_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='votingsuspension',
            name='entered_on',
            field=models.DateField(editable=False, null=True, verbose_name='entered on'),
        ),
        migrations.AddField(
            model_name='votingsuspension',
            name='rulebook_entry',
            field=models.CharField(blank=True, help_text='The article that suspends the company, where no resolution does: “Article 9(2), arrears”.', max_length=200, verbose_name='entry of the rulebook'),
        ),
        migrations.AlterField(
            model_name='rollentry',
            name='reason',
            field=models.CharField(blank=True, max_length=450, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='rollentry',
            name='standing',
            field=models.CharField(choices=[('entitled', 'entitled'), ('suspended', 'suspended'), ('recused', 'stands aside'), ('left', 'has left')], default='entitled', max_length=10, verbose_name='standing'),
        ),
        migrations.AlterField(
            model_name='roundevent',
            name='kind',
            field=models.CharField(choices=[('SETUP', 'set up'), ('OPEN', 'opened'), ('VOTED', 'a company voted'), ('EXTEND', 'extended'), ('CORRECTION', 'a company left'), ('CANCEL', 'cancelled'), ('CLOSE', 'closed'), ('TALLY', 'counted'), ('OUTCOME', 'outcome')], max_length=10),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='reason',
            field=models.CharField(help_text='All members read it in the list of voters of each voting round.', max_length=200, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='start_on',
            field=models.DateField(help_text='Tomorrow at the earliest.', verbose_name='from'),
        ),
        migrations.AddConstraint(
            model_name='votingsuspension',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gte', models.F('start_on')), _connector='OR'), name='voting_suspension_ends_after_start', violation_error_message='The end must come after the start.'),
        ),
        migrations.AddField(
            model_name='departure',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='members.company', verbose_name='company'),
        ),
        migrations.AddField(
            model_name='departure',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by'),
        ),
        migrations.AddField(
            model_name='departure',
            name='resolution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='governance.resolution', verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='departure',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by'),
        ),
        migrations.AddField(
            model_name='proposedexclusion',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_exclusions', to='members.company', verbose_name='company'),
        ),
        migrations.AddField(
            model_name='proposedexclusion',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.proposal', verbose_name='proposal'),
        ),
        migrations.AddField(
            model_name='proposedexclusion',
            name='amendment',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.amendment', verbose_name='amendment'),
        ),
        migrations.AddConstraint(
            model_name='proposedexclusion',
            constraint=models.UniqueConstraint(condition=models.Q(('amendment__isnull', True)), fields=('proposal',), name='proposedexclusion_once'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('company',), name='departure_running_once', violation_error_message='This company is leaving already.'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'excluded'), ('resolution__isnull', False)), models.Q(models.Q(('kind', 'excluded'), _negated=True), ('resolution__isnull', True)), _connector='OR'), name='departure_exclusion_is_decided', violation_error_message='An exclusion needs the resolution that decided it.'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('entered_on__isnull', True), ('leaves_on__gt', models.F('entered_on')), _connector='OR'), name='departure_is_said_before', violation_error_message='A company leaves tomorrow at the earliest.'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=multifactory.lib.immutability.Sealed(columns=('company', 'kind', 'leaves_on', 'note', 'resolution', 'entered_on'), events=('UPDATE', 'DELETE'), name='departure_sealed', when='{row}.id IS NOT NULL'),
        ),
    ]
