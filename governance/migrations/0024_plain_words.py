"""The state alone: the words of labels, choices and messages have changed; nothing in the database does."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0023_suspensions_cite'),
        ('members', '0013_address_in_parts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='commentedit',
            options={'ordering': ['comment', 'id'], 'verbose_name': 'earlier version of a comment', 'verbose_name_plural': 'earlier versions of comments'},
        ),
        migrations.AlterModelOptions(
            name='noticesettings',
            options={'verbose_name': 'e-mail preferences of a person', 'verbose_name_plural': 'e-mail preferences'},
        ),
        migrations.AlterModelOptions(
            name='recusal',
            options={'ordering': ['declared_at', 'id'], 'verbose_name': 'conflict of interest', 'verbose_name_plural': 'conflicts of interest'},
        ),
        migrations.AlterModelOptions(
            name='rollentry',
            options={'ordering': ['company__name'], 'verbose_name': 'entry in the list of voters', 'verbose_name_plural': 'list of voters'},
        ),
        migrations.AlterModelOptions(
            name='roundevent',
            options={'ordering': ['round', 'height'], 'verbose_name': 'step of a voting round', 'verbose_name_plural': 'steps of voting rounds'},
        ),
        migrations.AlterModelOptions(
            name='votingsuspension',
            options={'ordering': ['-start_on'], 'verbose_name': 'suspension of voting rights', 'verbose_name_plural': 'suspensions of voting rights'},
        ),
        migrations.AlterField(
            model_name='amendment',
            name='base',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.proposalversion', verbose_name='based on version'),
        ),
        migrations.AlterField(
            model_name='amendment',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.company', verbose_name='submitted by'),
        ),
        migrations.AlterField(
            model_name='amendment',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='outcome decided on'),
        ),
        migrations.AlterField(
            model_name='amendment',
            name='text',
            field=models.TextField(max_length=40000, verbose_name='proposed text'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='governance.comment', verbose_name='reply to'),
        ),
        migrations.AlterField(
            model_name='departure',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='announced by'),
        ),
        migrations.AlterField(
            model_name='departure',
            name='entered_on',
            field=models.DateField(blank=True, default=django.utils.timezone.localdate, null=True, verbose_name='announced on'),
        ),
        migrations.AlterField(
            model_name='departure',
            name='withdrawal_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='why it was undone'),
        ),
        migrations.AlterField(
            model_name='departure',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='undone on'),
        ),
        migrations.AlterField(
            model_name='departure',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='base',
            field=models.CharField(choices=[('cast', 'yes and no votes'), ('present', 'companies that take part'), ('all', 'all member companies')], default='present', max_length=10, verbose_name='counted as a share of'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='is_online',
            field=models.BooleanField(default=True, help_text='If not ticked: it is decided in an assembly, and the portal asks for advice.', verbose_name='decided online'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='is_strict',
            field=models.BooleanField(default=True, help_text='If ticked: more than the fraction. If not ticked: at least the fraction.', verbose_name='more than'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='quorum_of',
            field=models.CharField(choices=[('members', 'all member companies'), ('entitled', 'companies that can take part')], default='members', help_text='Suspended companies are members, and cannot take part.', max_length=10, verbose_name='quorum of'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='second_quorum_numerator',
            field=models.PositiveSmallIntegerField(blank=True, help_text='0 of 1: any number of voters is enough. Empty: if the quorum is not reached, there is no second call.', null=True, verbose_name='second call: quorum numerator'),
        ),
        migrations.AlterField(
            model_name='noticesettings',
            name='wants_bookings',
            field=models.BooleanField(default=True, verbose_name='an e-mail when others cancel a booking of my company, or end it early'),
        ),
        migrations.AlterField(
            model_name='noticesettings',
            name='wants_digest',
            field=models.BooleanField(default=False, help_text='New proposals, comments, open voting rounds and results. If there is nothing new, no e-mail is sent.', verbose_name='a daily e-mail with what is new'),
        ),
        migrations.AlterField(
            model_name='noticesettings',
            name='wants_replies',
            field=models.BooleanField(default=True, verbose_name='an e-mail for each reply to my comments'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='cost_key',
            field=models.CharField(choices=[('equal', 'the same for every company'), ('area', 'by the m² allocated to each company')], default='equal', max_length=10, verbose_name='how it is shared'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='effect',
            field=models.CharField(blank=True, max_length=30, verbose_name='automatic effect'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='frozen_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='text final since'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='is_advisory',
            field=models.BooleanField(default=False, help_text='A poll: it is not binding and does not produce a resolution.', verbose_name='only asks for advice'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='is_choice',
            field=models.BooleanField(default=False, help_text='A ranking or an approval decides only then: which tiles, which supplier, who represents us.', verbose_name='chooses among options or persons'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='method',
            field=models.CharField(choices=[('motion', 'yes or no'), ('consent', 'consent: adopted unless someone objects'), ('ranked', 'ranking: put the options in order'), ('approval', 'approval: name all options you accept'), ('dots', 'points: spread them over the options')], default='motion', max_length=10, verbose_name='way of voting'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.company', verbose_name='who is responsible'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='review_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='review after (months)'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='seats',
            field=models.PositiveSmallIntegerField(default=1, help_text='For approval voting: this many options win.', verbose_name='how many options win'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('discussion', 'in discussion'), ('frozen', 'text final'), ('voting', 'voting is open'), ('closed', 'closed without a decision'), ('decided', 'decided'), ('withdrawn', 'withdrawn'), ('deferred', 'deferred'), ('cancelled', 'voting cancelled')], default='draft', max_length=20, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='proposalstep',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('discussion', 'in discussion'), ('frozen', 'text final'), ('voting', 'voting is open'), ('closed', 'closed without a decision'), ('decided', 'decided'), ('withdrawn', 'withdrawn'), ('deferred', 'deferred'), ('cancelled', 'voting cancelled')], max_length=20, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked as done by'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='effect_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='last attempt on'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='effect_note',
            field=models.CharField(blank=True, max_length=500, verbose_name='result of the effect'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='effect_state',
            field=models.CharField(blank=True, choices=[('', 'no automatic effect'), ('done', 'carried out'), ('blocked', 'could not be carried out')], default='', max_length=10, verbose_name='effect'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='is_published',
            field=models.BooleanField(default=False, help_text='If ticked: visitors can read it. If not ticked: members only.', verbose_name='published'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolutions_to_see_to', to='members.company', verbose_name='who is responsible'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='review_on',
            field=models.DateField(blank=True, null=True, verbose_name='to be reviewed on'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='statement',
            field=models.TextField(blank=True, help_text='What was decided, for readers who were not there. Markdown.', verbose_name='outcome summary'),
        ),
        migrations.AlterField(
            model_name='rollentry',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='governance.votinground', verbose_name='voting round'),
        ),
        migrations.AlterField(
            model_name='rollentry',
            name='standing',
            field=models.CharField(choices=[('entitled', 'entitled to vote'), ('suspended', 'suspended'), ('recused', 'conflict of interest'), ('left', 'has left')], default='entitled', max_length=10, verbose_name='right to vote'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='consent_rounds',
            field=models.PositiveSmallIntegerField(default=2, help_text='After this many rounds with objections, the matter’s ordinary rule decides.', verbose_name='maximum consent rounds'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='in_force_from',
            field=models.DateField(blank=True, help_text='Empty: it stays a draft until a proposal adopts it.', null=True, verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='is_ranking_tie_run_off',
            field=models.BooleanField(default=False, help_text='Only once, and only those that tie. If not ticked: a random draw decides between them.', verbose_name='options that tie for the first place are voted on again'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='is_tie_voted_again',
            field=models.BooleanField(default=False, help_text='Only once. If not ticked: with a tie, the proposal is not adopted.', verbose_name='a tie is voted on again'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='longest_round_days',
            field=models.PositiveSmallIntegerField(default=60, help_text='Including any extension.', verbose_name='maximum voting time, in days'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='seniority_days',
            field=models.PositiveSmallIntegerField(default=0, help_text='A company that joined later is listed as suspended.', verbose_name='days of membership before the first vote'),
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='shortest_round_hours',
            field=models.PositiveSmallIntegerField(default=24, verbose_name='minimum voting time, in hours'),
        ),
        migrations.AlterField(
            model_name='rulebookchange',
            name='in_force_from',
            field=models.DateField(blank=True, help_text='Empty: the day after the decision. That day is also used if the date given has already passed.', null=True, verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='entitled',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='companies entitled to vote'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='lot',
            field=models.JSONField(blank=True, default=list, verbose_name='random draw'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='method',
            field=models.CharField(choices=[('motion', 'yes or no'), ('consent', 'consent: adopted unless someone objects'), ('ranked', 'ranking: put the options in order'), ('approval', 'approval: name all options you accept'), ('dots', 'points: spread them over the options')], default='motion', max_length=10, verbose_name='way of voting'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='number',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='voting round'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='recused',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='companies with a conflict of interest'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='rule',
            field=models.JSONField(help_text='The thresholds used to decide, copied from the rulebook.', verbose_name='rule'),
        ),
        migrations.AlterField(
            model_name='votinground',
            name='seats',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='how many options win'),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='end_on',
            field=models.DateField(blank=True, help_text='The first day the company votes again.', null=True, verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='reason',
            field=models.CharField(help_text='All members can read it in the list of voters of each voting round.', max_length=200, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='rulebook_entry',
            field=models.CharField(blank=True, help_text='The article that suspends the company, if no resolution does: “Article 9(2), arrears”.', max_length=200, verbose_name='entry of the rulebook'),
        ),
        migrations.AlterField(
            model_name='votingsuspension',
            name='start_on',
            field=models.DateField(help_text='Tomorrow at the earliest.', verbose_name='start'),
        ),
        migrations.AlterConstraint(
            model_name='departure',
            name='departure_running_once',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('company',), name='departure_running_once', violation_error_message='This company is already leaving.'),
        ),
        migrations.AlterConstraint(
            model_name='matterrule',
            name='matter_rule_ways',
            constraint=models.CheckConstraint(condition=models.Q(('ways', ['motion']), ('ways', ['motion', 'consent']), ('ways', ['motion', 'ranked']), ('ways', ['motion', 'approval']), ('ways', ['motion', 'consent', 'ranked']), ('ways', ['motion', 'consent', 'approval']), ('ways', ['motion', 'ranked', 'approval']), ('ways', ['motion', 'consent', 'ranked', 'approval']), _connector='OR'), name='matter_rule_ways', violation_error_message='Yes or no can always decide; besides it, tick whether consent, ranking or approval can.'),
        ),
        migrations.AlterConstraint(
            model_name='proposal',
            name='proposal_dots_advise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'dots'), _negated=True), ('is_advisory', True), _connector='OR'), name='proposal_dots_advise', violation_error_message='Points voting is advisory: it decides nothing.'),
        ),
        migrations.AlterConstraint(
            model_name='proposal',
            name='proposal_effect_of_a_decision',
            constraint=models.CheckConstraint(condition=models.Q(('effect', ''), models.Q(('is_advisory', False), ('method__in', ['motion', 'consent'])), _connector='OR'), name='proposal_effect_of_a_decision', violation_error_message='Advisory votes and choices between options have no automatic effect.'),
        ),
        migrations.AlterConstraint(
            model_name='proposal',
            name='proposal_choice_of_options',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method__in', ['ranked', 'approval']), _negated=True), ('is_advisory', True), ('is_choice', True), ('matter', 'election'), _connector='OR'), name='proposal_choice_of_options', violation_error_message='A ranking or an approval decides if the proposal chooses among options or persons.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_superseded_once',
            constraint=models.UniqueConstraint(fields=('supersedes',), name='resolution_superseded_once', violation_error_message='Another resolution already replaces this one.'),
        ),
    ]
