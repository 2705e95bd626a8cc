"""Companies that are there already are found by what they said until now; products have no words or stages yet."""

from django.db import migrations

from members.companies.normalise import normalised_words


def fill(apps, schema_editor):
    companies = apps.get_model("members", "Company").objects.select_related(
        "field", "second_field", "third_field"
    )
    for company in companies.prefetch_related("products").iterator(chunk_size=200):
        texts = [company.name, company.line, company.story]
        for field in filter(None, (company.field, company.second_field, company.third_field)):
            texts += [field.name_en, field.name_it]
        for product in company.products.all():
            texts += [product.name, product.line]
        company.search_text = " ".join(normalised_words(" ".join(texts)))
        company.save(update_fields=["search_text"])


def empty(apps, schema_editor):
    apps.get_model("members", "Company").objects.update(search_text="")


class Migration(migrations.Migration):
    dependencies = [("members", "0007_company_facet_values")]

    operations = [migrations.RunPython(fill, empty)]
