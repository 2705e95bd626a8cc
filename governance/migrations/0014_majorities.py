"""All members count, and each matter says by which ways of voting it may be decided."""

from django.db import migrations, models

import governance.rulebook.floors


class Migration(migrations.Migration):
    dependencies = [('governance', '0013_mails_about_bookings')]

    operations = [
        migrations.AddField(
            model_name='matterrule',
            name='discussion_days',
            field=models.PositiveSmallIntegerField(default=0, help_text='Before the text can be made final.', verbose_name='days of discussion'),
        ),
        migrations.AddField(
            model_name='matterrule',
            name='is_online',
            field=models.BooleanField(default=True, help_text='Not ticked: it is decided in an assembly, and the portal asks for advice.', verbose_name='decided online'),
        ),
        migrations.AddField(
            model_name='matterrule',
            name='quorum_of',
            field=models.CharField(choices=[('members', 'all member companies'), ('entitled', 'companies that may take part')], default='members', help_text='Suspended companies are members, and may not take part.', max_length=10, verbose_name='quorum of'),
        ),
        migrations.AddField(
            model_name='matterrule',
            name='ways',
            field=models.JSONField(default=governance.rulebook.floors.default_ways, help_text='A ranking or an approval also needs a proposal that chooses among options.', verbose_name='ways of voting that decide'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='is_choice',
            field=models.BooleanField(default=False, help_text='A ranking or an approval decides only then: which tiles, which supplier, who speaks for us.', verbose_name='chooses among options or persons'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='is_ranking_tie_run_off',
            field=models.BooleanField(default=False, help_text='Once, those that tie alone. Not ticked: the lot decides between them.', verbose_name='options that tie for the first place are voted on again'),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='second_call_days',
            field=models.PositiveSmallIntegerField(default=1, help_text='A second call opens on another day, so at least one.', verbose_name='days from the first call to the second'),
        ),
        migrations.AddField(
            model_name='votinground',
            name='members',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='member companies'),
        ),
        migrations.AlterField(
            model_name='matterrule',
            name='matter',
            field=models.CharField(choices=[('ordinary', 'ordinary matter'), ('budget', 'budget and spending'), ('rules', 'rules of the community'), ('admission', 'admission of a company'), ('allocation', 'allocation of a unit'), ('renewal', 'works on the building'), ('event', 'common event'), ('institution', 'relations with institutions'), ('election', 'election of persons'), ('accounts', 'yearly accounts'), ('statute', 'change of the statute'), ('dissolution', 'dissolution')], max_length=20, verbose_name='matter'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='matter',
            field=models.CharField(choices=[('ordinary', 'ordinary matter'), ('budget', 'budget and spending'), ('rules', 'rules of the community'), ('admission', 'admission of a company'), ('allocation', 'allocation of a unit'), ('renewal', 'works on the building'), ('event', 'common event'), ('institution', 'relations with institutions'), ('election', 'election of persons'), ('accounts', 'yearly accounts'), ('statute', 'change of the statute'), ('dissolution', 'dissolution')], default='ordinary', max_length=20, verbose_name='matter'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='matter',
            field=models.CharField(choices=[('ordinary', 'ordinary matter'), ('budget', 'budget and spending'), ('rules', 'rules of the community'), ('admission', 'admission of a company'), ('allocation', 'allocation of a unit'), ('renewal', 'works on the building'), ('event', 'common event'), ('institution', 'relations with institutions'), ('election', 'election of persons'), ('accounts', 'yearly accounts'), ('statute', 'change of the statute'), ('dissolution', 'dissolution')], default='ordinary', max_length=20, verbose_name='matter'),
        ),
    ]
