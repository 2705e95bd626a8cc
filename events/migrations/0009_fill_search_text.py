"""Events that are there already are found by what they say."""

from django.db import migrations

from multifactory.lib.text.search import searchable

FOUND_BY = {"Event": ["title", "summary", "text", "place"]}


def fill(apps, schema_editor):
    for name, found_by in FOUND_BY.items():
        model = apps.get_model("events", name)
        rows = []
        for row in model.objects.only(*found_by).iterator(chunk_size=200):
            row.search_text = searchable(getattr(row, name) for name in found_by)
            rows.append(row)
            if len(rows) == 200:
                model.objects.bulk_update(rows, ["search_text"])
                rows = []
        model.objects.bulk_update(rows, ["search_text"])


def empty(apps, schema_editor):
    for name in FOUND_BY:
        apps.get_model("events", name).objects.update(search_text="")


class Migration(migrations.Migration):
    dependencies = [("events", "0008_search_text")]

    operations = [migrations.RunPython(fill, empty)]
