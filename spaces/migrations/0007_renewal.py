import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0003_proposal_request_id'),
        ('members', '0008_search_text'),
        ('spaces', '0006_record_of_conditions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address of its page')),
                ('text', models.TextField(blank=True, help_text='Markdown', verbose_name='story')),
                ('start_on', models.DateField(verbose_name='from')),
                ('end_on', models.DateField(blank=True, help_text='The first day without works. Empty: not known yet.', null=True, verbose_name='until')),
                ('renewed_m2', models.DecimalField(decimal_places=2, help_text='Empty: the area of its spaces, open ground and machines apart. Where several works share a space, give each its part: the sum is shown.', max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='m² renewed')),
                ('hours_given', models.DecimalField(decimal_places=1, default=0, help_text='Hours the companies worked without pay.', max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours given')),
                ('cost_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='money spent, in cents')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded on')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided on')),
                ('void_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was voided')),
            ],
            options={
                'verbose_name': 'works',
                'verbose_name_plural': 'renewal works',
                'ordering': ['start_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RenewalPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('large', models.FileField(editable=False, upload_to='', verbose_name='file')),
                ('small', models.FileField(editable=False, upload_to='', verbose_name='small file')),
                ('width', models.PositiveSmallIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveSmallIntegerField(editable=False, verbose_name='height')),
                ('small_width', models.PositiveSmallIntegerField(editable=False, verbose_name='small width')),
                ('small_height', models.PositiveSmallIntegerField(editable=False, verbose_name='small height')),
                ('alt', models.CharField(blank=True, help_text='In a few words, for people who cannot see it.', max_length=160, verbose_name='what it shows')),
                ('moment', models.CharField(choices=[('before', 'before'), ('after', 'after')], max_length=6, verbose_name='when')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1826), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                ('credit', models.CharField(help_text='Who took or drew it.', max_length=80, verbose_name='by whom')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures before and after',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='renewal',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='members.company', verbose_name='responsible company'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='helpers',
            field=models.ManyToManyField(blank=True, related_name='helped_renewals', to='members.company', verbose_name='companies that helped'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='recorded_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='resolution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='governance.resolution', verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='spaces',
            field=models.ManyToManyField(related_name='renewals', to='spaces.space', verbose_name='spaces'),
        ),
        migrations.AddField(
            model_name='renewalpicture',
            name='renewal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='spaces.renewal', verbose_name='works'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gt', models.F('start_on')), _connector='OR'), name='renewal_ends_after_start', violation_error_message='Works end after the day they begin.'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.CheckConstraint(condition=models.Q(('hours_given__gte', 0), ('renewed_m2__gte', 0)), name='renewal_gives_nothing_negative', violation_error_message='Areas and hours are not below zero.'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('void_reason', ''), _negated=True), _connector='OR'), name='renewal_void_says_why'),
        ),
        migrations.AddConstraint(
            model_name='renewalpicture',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1826), ('year__lte', 2200)), name='renewal_picture_year_is_likely'),
        ),
    ]
