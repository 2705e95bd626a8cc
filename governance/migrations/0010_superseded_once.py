"""A resolution is replaced once: of several that replace the same one, the first stays, the others say so."""

from django.db import migrations
from django.db.models import Count


def keep_the_first(apps, schema_editor):
    resolutions = apps.get_model("governance", "Resolution").objects
    twice = resolutions.filter(supersedes__isnull=False).values("supersedes").annotate(times=Count("pk"))
    for replaced in resolutions.filter(pk__in=twice.filter(times__gt=1).values("supersedes")):
        later = resolutions.filter(supersedes=replaced).order_by("year", "number", "pk")
        for resolution in later[1:]:
            note = f"→ {replaced.year}/{replaced.number}"
            resolution.statement = f"{resolution.statement}\n\n{note}".strip()
            resolution.supersedes = None
            resolution.save(update_fields=["statement", "supersedes"])


class Migration(migrations.Migration):
    dependencies = [("governance", "0009_fill_published_heads")]

    operations = [migrations.RunPython(keep_the_first, migrations.RunPython.noop)]
