"""Texts that are there already are found by what they say."""

from django.db import migrations

from multifactory.lib.text.search import searchable

FOUND_BY = ("title", "summary", "text")


def fill(apps, schema_editor):
    model = apps.get_model("events", "EventText")
    rows = []
    for row in model.objects.only(*FOUND_BY).iterator(chunk_size=200):
        row.search_text = searchable(getattr(row, name) for name in FOUND_BY)
        rows.append(row)
        if len(rows) == 200:
            model.objects.bulk_update(rows, ["search_text"])
            rows = []
    model.objects.bulk_update(rows, ["search_text"])


def empty(apps, schema_editor):
    apps.get_model("events", "EventText").objects.update(search_text="")


class Migration(migrations.Migration):
    dependencies = [("events", "0020_text_search")]

    operations = [migrations.RunPython(fill, empty)]
