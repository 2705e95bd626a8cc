from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0017_one_policy_for_what_is_booked")]
    operations = [
        migrations.AddConstraint(
            model_name='space',
            constraint=models.CheckConstraint(condition=models.Q(('is_bookable', False), ('policy__isnull', False), _connector='OR'), name='bookable_space_has_policy', violation_error_message='A space that can be booked needs rules of booking.'),
        ),
    ]
