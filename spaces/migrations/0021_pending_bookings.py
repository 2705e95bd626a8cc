"""An index of the bookings that wait for approval."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0020_duties")]

    operations = [
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["pending_until"], name="booking_pending"
            ),
        ),
    ]
