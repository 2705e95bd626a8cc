import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0014_plain_words"),
        ("spaces", "0027_costs"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn_id", models.BigIntegerField(verbose_name="turn")),
                ("day", models.DateField(verbose_name="day")),
                ("sequence", models.PositiveIntegerField()),
                (
                    "left_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="last change"),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.company",
                        verbose_name="whose turn",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="spaces.duty",
                        verbose_name="duty",
                    ),
                ),
            ],
            options={
                "verbose_name": "turn that is no longer a company’s",
                "verbose_name_plural": "turns that are no longer a company’s",
                "indexes": [models.Index(fields=["company", "day"], name="left_turn_by_company_and_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("turn_id", "company"), name="left_turn_once_a_company")
                ],
            },
        ),
    ]
