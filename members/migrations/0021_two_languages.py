"""What the multifactory says of itself can stand in a second language. What it says now stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0001_squashed_0020_founding_year'),
    ]

    operations = [
        migrations.AddField(
            model_name='multifactory',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('it', 'Italiano')], help_text='Needed where a text stands in the other language too.', max_length=5, verbose_name='language of the first texts'),
        ),
        migrations.AddField(
            model_name='multifactory',
            name='other_lede',
            field=models.CharField(blank=True, max_length=300, verbose_name='what it is, in two sentences, in the other language'),
        ),
        migrations.AddField(
            model_name='multifactory',
            name='other_story',
            field=models.TextField(blank=True, help_text='Markdown', verbose_name='story in the other language'),
        ),
        migrations.AddField(
            model_name='multifactory',
            name='other_tagline',
            field=models.CharField(blank=True, max_length=120, verbose_name='tagline in the other language'),
        ),
        migrations.AddField(
            model_name='multifactory',
            name='other_welcome',
            field=models.CharField(blank=True, max_length=120, verbose_name='opening text of the home page in the other language'),
        ),
        migrations.AddConstraint(
            model_name='multifactory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('language', ''), _negated=True), models.Q(('other_lede', ''), ('other_story', ''), ('other_tagline', ''), ('other_welcome', '')), _connector='OR'), name='multifactory_second_language_needs_first', violation_error_message='Say in which language the first texts are.'),
        ),
    ]
