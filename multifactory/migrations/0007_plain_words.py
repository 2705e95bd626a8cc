"""The state alone: the words of labels, choices and messages have changed; nothing in the database does."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('multifactory', '0004_media_identity'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='queuedmail',
            options={'verbose_name': 'queued e-mail', 'verbose_name_plural': 'queued e-mails'},
        ),
    ]
