"""Registrations wait, are held and are offered seats; what was told, asked and answered."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0014_proposed_event"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='answer')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['question__position'],
            },
        ),
        migrations.CreateModel(
            name='EventQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('kind', models.CharField(choices=[('text', 'short text'), ('choice', 'one of several'), ('yes_no', 'yes or no')], default='text', max_length=8, verbose_name='kind of answer')),
                ('label_it', models.CharField(blank=True, max_length=120, verbose_name='question in Italian')),
                ('label_en', models.CharField(blank=True, max_length=120, verbose_name='question in English')),
                ('options_it', models.TextField(blank=True, max_length=600, verbose_name='answers to choose from in Italian')),
                ('options_en', models.TextField(blank=True, max_length=600, verbose_name='answers to choose from in English')),
                ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('purpose', models.CharField(max_length=160, verbose_name='what the answer is for')),
                ('days_kept', models.PositiveSmallIntegerField(default=7, help_text='From 0 to 30. Then the answers are erased.', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='days kept after the event')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='GuestLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_id', models.UUIDField(editable=False, unique=True)),
                ('readers', models.CharField(choices=[('confirmed', 'those who have a seat'), ('all', 'those who have a seat and those who wait')], default='confirmed', max_length=10, verbose_name='to')),
                ('subject', models.CharField(max_length=120, verbose_name='subject')),
                ('text', models.TextField(max_length=4000, verbose_name='text')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent on')),
                ('number', models.PositiveIntegerField(default=0, editable=False, verbose_name='readers')),
            ],
            options={
                'verbose_name': 'letter to guests',
                'verbose_name_plural': 'letters to guests',
                'ordering': ['-sent_at'],
            },
        ),
        migrations.CreateModel(
            name='GuestListDownload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='downloaded on')),
                ('rows', models.PositiveIntegerField(editable=False, verbose_name='rows')),
            ],
            options={
                'verbose_name': 'download of a guest list',
                'verbose_name_plural': 'downloads of guest lists',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('confirm', 'confirm'), ('ticket', 'ticket'), ('waiting', 'waiting'), ('offer', 'offer'), ('offer_over', 'offer over'), ('first_come', 'whoever comes first'), ('week', 'a week before'), ('day', 'a day before'), ('removed', 'removed'), ('moved', 'event moved'), ('postponed', 'event postponed'), ('called_off', 'event cancelled'), ('letter', 'letter')], max_length=12, verbose_name='kind')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='queued on')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
            },
        ),
        migrations.AddField(
            model_name='registration',
            name='checked_in_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked in'),
        ),
        migrations.AddField(
            model_name='registration',
            name='checked_in_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked in by'),
        ),
        migrations.AddField(
            model_name='registration',
            name='checked_in_party',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='people checked in'),
        ),
        migrations.AddField(
            model_name='registration',
            name='code',
            field=models.CharField(default='', editable=False, max_length=6, verbose_name='code'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='registration',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed on'),
        ),
        migrations.AddField(
            model_name='registration',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='name and address erased'),
        ),
        migrations.AddField(
            model_name='registration',
            name='held_until',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='held until'),
        ),
        migrations.AddField(
            model_name='registration',
            name='is_walk_in',
            field=models.BooleanField(default=False, editable=False, verbose_name='came without registering'),
        ),
        migrations.AddField(
            model_name='registration',
            name='offered_until',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered until'),
        ),
        migrations.AddField(
            model_name='registration',
            name='party',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='people'),
        ),
        migrations.AddField(
            model_name='registration',
            name='queued_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='waiting since'),
        ),
        migrations.AddField(
            model_name='registration',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='registration',
            name='cancel_token_hash',
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name='registration',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail address'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='language',
            field=models.CharField(blank=True, default='it', max_length=5, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='state',
            field=models.CharField(choices=[('held', 'held'), ('unconfirmed', 'not confirmed'), ('waiting', 'waiting'), ('offered', 'offered'), ('confirmed', 'confirmed'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='confirmed', max_length=12, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['event', 'state', 'queued_at'], name='registration_by_state'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['state', 'held_until'], name='registration_by_hold'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['email'], name='registration_by_email'),
        ),
        migrations.AddField(
            model_name='answer',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='events.registration'),
        ),
        migrations.AddField(
            model_name='eventquestion',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='answer',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='events.eventquestion'),
        ),
        migrations.AddField(
            model_name='guestletter',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='guestletter',
            name='sent_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guestlistdownload',
            name='by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guestlistdownload',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='events.event', verbose_name='event'),
        ),
        migrations.AddField(
            model_name='notice',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='events.registration'),
        ),
        migrations.AddConstraint(
            model_name='eventquestion',
            constraint=models.UniqueConstraint(fields=('event', 'position'), name='question_position_once'),
        ),
        migrations.AddConstraint(
            model_name='eventquestion',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 6)), name='question_at_most_six'),
        ),
        migrations.AddConstraint(
            model_name='eventquestion',
            constraint=models.CheckConstraint(condition=models.Q(('days_kept__lte', 30)), name='question_kept_30_days'),
        ),
        migrations.AddConstraint(
            model_name='eventquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('label_it', ''), _negated=True), models.Q(('label_en', ''), _negated=True), _connector='OR'), name='question_has_a_label', violation_error_message='Write the question in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('registration', 'question'), name='answer_once'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('registration', 'kind', 'revision'), name='notice_once'),
        ),
    ]
