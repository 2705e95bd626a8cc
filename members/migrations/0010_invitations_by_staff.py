"""Open invitations of people who do not represent the company count as given by staff."""

from django.db import migrations
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def mark(apps, schema_editor):
    today = timezone.localdate()
    Membership = apps.get_model("members", "Membership")
    representatives = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        company=OuterRef("company"),
        user=OuterRef("invited_by"),
        role="representative",
        started_on__lte=today,
    )
    Invitation = apps.get_model("members", "Invitation")
    Invitation.objects.filter(~Exists(representatives), accepted_at__isnull=True).update(is_by_staff=True)


def unmark(apps, schema_editor):
    apps.get_model("members", "Invitation").objects.update(is_by_staff=False)


class Migration(migrations.Migration):
    dependencies = [("members", "0009_places")]

    operations = [migrations.RunPython(mark, unmark)]
