"""What the directory counts a company by is kept on its row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0006_history")]

    operations = [
        migrations.AddField(
            model_name="company",
            name="facet_values",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
