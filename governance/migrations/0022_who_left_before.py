"""Suspensions that cite nothing say so; the days companies left on, so far entered by hand, get a row."""

from django.db import migrations

NOTHING_CITED = "–"


def fill(apps, schema_editor):
    suspensions = apps.get_model("governance", "VotingSuspension").objects
    suspensions.filter(resolution=None, rulebook_entry="").update(rulebook_entry=NOTHING_CITED)
    departures = apps.get_model("governance", "Departure").objects
    companies = apps.get_model("members", "Company").objects.filter(left_on__isnull=False)
    departures.bulk_create(
        departures.model(company=company, kind="entered", leaves_on=company.left_on, entered_on=None)
        for company in companies
    )


def empty(apps, schema_editor):
    apps.get_model("governance", "Departure").objects.filter(kind="entered").delete()
    suspensions = apps.get_model("governance", "VotingSuspension").objects
    suspensions.filter(rulebook_entry=NOTHING_CITED).update(rulebook_entry="")


class Migration(migrations.Migration):
    dependencies = [("governance", "0021_who_votes")]

    operations = [migrations.RunPython(fill, empty)]
