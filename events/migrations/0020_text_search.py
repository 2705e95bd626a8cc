"""Events are found by their words in the other language too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('events', '0019_online_is_a_place')]

    operations = [
        migrations.AddField(
            model_name='eventtext',
            name='search_text',
            field=models.TextField(default='', editable=False),
        ),
    ]
