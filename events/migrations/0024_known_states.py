from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0001_squashed_0023_programme_index")]

    operations = [
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "submitted", "published", "postponed", "cancelled"])
                ),
                name="event_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventhost",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "confirmed", "declined"])),
                name="event_host_state_is_known",
            ),
        ),
    ]
