"""The floors of the law; whether a matter is decided online is said matter by matter."""

import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('governance', '0015_fill_majorities')]

    operations = [
        migrations.RemoveField(
            model_name='rulebook',
            name='is_voting_online',
        ),
        migrations.AddConstraint(
            model_name='matterrule',
            constraint=models.CheckConstraint(condition=models.Q(('ways', ['motion']), ('ways', ['motion', 'consent']), ('ways', ['motion', 'ranked']), ('ways', ['motion', 'approval']), ('ways', ['motion', 'consent', 'ranked']), ('ways', ['motion', 'consent', 'approval']), ('ways', ['motion', 'ranked', 'approval']), ('ways', ['motion', 'consent', 'ranked', 'approval']), _connector='OR'), name='matter_rule_ways', violation_error_message='A motion can always decide; beside it consent, a ranking and an approval.'),
        ),
        migrations.AddConstraint(
            model_name='matterrule',
            constraint=models.CheckConstraint(condition=models.Q(('matter__in', ['ordinary', 'budget', 'admission', 'allocation', 'renewal', 'event', 'institution', 'election']), ('ways', ['motion']), ('ways', ['motion', 'consent']), _connector='OR'), name='matter_rule_no_choice', violation_error_message='The statute, a dissolution, the rules and the accounts are decided by yes or no, or by consent.'),
        ),
        migrations.AddConstraint(
            model_name='matterrule',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(models.F('quorum_numerator'), '*', models.Value(2)), models.F('quorum_denominator')), name='matter_rule_half_takes_part', violation_error_message='At least half must take part in the first call (civil code, art. 21).'),
        ),
        migrations.AddConstraint(
            model_name='matterrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('matter__in', ['statute', 'dissolution']), _negated=True), ('quorum_of', 'members'), _connector='OR'), name='matter_rule_statute_of_members', violation_error_message='The quorum of the statute and a dissolution is a part of all members (civil code, art. 21).'),
        ),
        migrations.AddConstraint(
            model_name='matterrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('matter', 'dissolution'), _negated=True), models.Q(('base', 'all'), django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(models.F('numerator'), '*', models.Value(4)), django.db.models.expressions.CombinedExpression(models.F('denominator'), '*', models.Value(3)))), _connector='OR'), name='matter_rule_dissolution', violation_error_message='A dissolution needs at least three quarters of all member companies (civil code, art. 21).'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method__in', ['ranked', 'approval']), _negated=True), ('is_advisory', True), ('is_choice', True), ('matter', 'election'), _connector='OR'), name='proposal_choice_of_options', violation_error_message='A ranking or an approval decides where the proposal chooses among options or persons.'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('seats', 1), ('method', 'approval'), _connector='OR'), name='proposal_seats_of_an_approval', violation_error_message='Several are chosen by approval only.'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('second_call_days__gte', 1)), name='rulebook_second_call_another_day', violation_error_message='A second call opens on another day than the first.'),
        ),
    ]
