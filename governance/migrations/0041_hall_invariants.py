"""One item at a time, hands by two people or none, and a second call on the day of the first."""

import django.db.models.deletion
import multifactory.lib.immutability
from django.conf import settings
from django.db import migrations, models


def take_up_one_item(apps, schema_editor):
    """Of several that are being dealt with in an assembly the one that is voted on, else the last, goes on."""
    Item = apps.get_model('governance', 'AgendaItem')
    for assembly in set(Item.objects.filter(state='open').values_list('assembly', flat=True)):
        taken_up = Item.objects.filter(assembly=assembly, state='open').order_by('position')
        kept = taken_up.filter(rounds__state='open').last() or taken_up.last()
        taken_up.exclude(pk=kept.pk).update(state='waiting')


def put_second_calls_on_another_day(apps, schema_editor):
    apps.get_model('governance', 'Rulebook').objects.filter(second_call_days=0).update(second_call_days=1)


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0040_vote_reminder'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(take_up_one_item, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='rulebook',
            name='rulebook_second_call_another_day',
        ),
        migrations.RemoveConstraint(
            model_name='vote',
            name='vote_sealed',
        ),
        migrations.AlterField(
            model_name='rulebook',
            name='second_call_days',
            field=models.PositiveSmallIntegerField(default=1, help_text='0: an assembly can meet in second call later on the day of the first. A vote on this portal is repeated on another day at the earliest.', verbose_name='days from the first call to the second'),
        ),
        migrations.AlterField(
            model_name='vote',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AlterField(
            model_name='vote',
            name='entered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('assembly',), name='agenda_one_at_a_time', violation_error_message='Another item is being dealt with.'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('entered_by__isnull', True), ('revision__gte', 1)), models.Q(('confirmed_by__isnull', False), ('entered_by__isnull', False), ('revision__gte', 1)), models.Q(('confirmed_by__isnull', True), ('entered_by__isnull', False), ('is_current', False), ('revision', 0)), _connector='OR'), name='vote_by_hand_both_or_neither'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=multifactory.lib.immutability.Sealed(columns=('roll_entry', 'choice', 'answer', 'revision', 'is_current', 'nonce', 'cast_at', 'entered_by', 'confirmed_by'), events=('INSERT', 'UPDATE', 'DELETE'), name='vote_sealed', when="(SELECT votinground.state FROM governance_votinground AS votinground JOIN governance_rollentry AS entry ON entry.round_id = votinground.id WHERE entry.id = {row}.roll_entry_id) <> 'open'"),
        ),
        # The last of all, and so the first on the way back.
        migrations.RunPython(migrations.RunPython.noop, put_second_calls_on_another_day),
    ]
