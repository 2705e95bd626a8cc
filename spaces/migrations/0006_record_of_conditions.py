import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0005_features_from_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='condition',
            name='note',
            field=models.CharField(blank=True, help_text='Why, or what was found.', max_length=200, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='condition',
            name='recorded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='recorded on'),
        ),
        migrations.AddField(
            model_name='condition',
            name='recorded_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
    ]
