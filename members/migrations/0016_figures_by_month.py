from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0015_applications'),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthlyFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='Its first day.', unique=True, verbose_name='month')),
                ('day', models.DateField(verbose_name='day they speak of')),
                ('method', models.PositiveSmallIntegerField(verbose_name='method')),
                ('figures', models.JSONField(verbose_name='figures')),
            ],
            options={
                'verbose_name': 'figures of a month',
                'verbose_name_plural': 'figures by month',
                'ordering': ['month'],
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(('day__gte', models.F('month'))), name='monthly_figures_day_in_month'
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name='company',
            name='people_at_work',
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text='Nobody else sees it: it is shown only for five or more companies together.',
                null=True,
                verbose_name='people at work',
            ),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(
                condition=models.Q(('people_at_work__isnull', True), ('people_at_work__gte', 1), _connector='OR'),
                name='company_has_somebody_at_work',
                violation_error_message='At least one person works in a company.',
            ),
        ),
    ]
