from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0022_plain_words'),
        ('governance', '0025_plain_words'),
        ('spaces', '0028_left_turns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['ends_at', 'starts_at', 'state', 'visibility', 'published_from'], name='event_by_end'),
        ),
    ]
