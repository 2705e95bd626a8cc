import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0003_versions_of_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='space',
            name='allows_noise',
            field=models.BooleanField(default=False, verbose_name='noise allowed'),
        ),
        migrations.AddField(
            model_name='space',
            name='capacity',
            field=models.PositiveSmallIntegerField(blank=True, help_text='How many people it is made for. Empty where nobody counted.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='people'),
        ),
        migrations.AddField(
            model_name='space',
            name='has_extraction',
            field=models.BooleanField(default=False, verbose_name='extraction'),
        ),
        migrations.AddField(
            model_name='space',
            name='has_loading',
            field=models.BooleanField(default=False, verbose_name='loading access'),
        ),
        migrations.AddField(
            model_name='space',
            name='has_three_phase',
            field=models.BooleanField(default=False, verbose_name='three-phase power'),
        ),
        migrations.AddField(
            model_name='space',
            name='has_water',
            field=models.BooleanField(default=False, verbose_name='water and drain'),
        ),
        migrations.AddField(
            model_name='space',
            name='is_step_free',
            field=models.BooleanField(default=False, verbose_name='step-free access'),
        ),
        migrations.AddField(
            model_name='space',
            name='use',
            field=models.CharField(choices=[('work', 'indoors, for work'), ('residence', 'indoors, to live or sleep in'), ('outdoor', 'in the open air')], default='work', max_length=10, verbose_name='use'),
        ),
        migrations.AlterField(
            model_name='space',
            name='features',
            field=models.CharField(blank=True, help_text='What else people should know: an oven, a rule, whom to ask.', max_length=200, verbose_name='remarks'),
        ),
        migrations.AddConstraint(
            model_name='space',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gt', 0), _connector='OR'), name='space_capacity_is_not_zero', violation_error_message='A space for nobody has no capacity: leave it empty.'),
        ),
        migrations.CreateModel(
            name='SpacePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('large', models.FileField(editable=False, upload_to='', verbose_name='file')),
                ('small', models.FileField(editable=False, upload_to='', verbose_name='small file')),
                ('width', models.PositiveSmallIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveSmallIntegerField(editable=False, verbose_name='height')),
                ('small_width', models.PositiveSmallIntegerField(editable=False, verbose_name='small width')),
                ('small_height', models.PositiveSmallIntegerField(editable=False, verbose_name='small height')),
                ('alt', models.CharField(blank=True, help_text='In a few words, for people who cannot see it.', max_length=160, verbose_name='what it shows')),
                ('credit', models.CharField(blank=True, help_text='Who took or drew it.', max_length=80, verbose_name='by whom')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='spacepicture',
            name='space',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='spaces.space', verbose_name='space'),
        ),
    ]
