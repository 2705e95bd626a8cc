"""What the directory finds a company by, kept ready on its row: joining it from the products of all companies
for every visitor would take longer than the whole page may.

`refresh_search_text` is the one place that writes it. It is called in the transaction that saves a company or
anything that hangs on it (products with their words and stages, machines): by the services of self-service,
by `save_related` of the back-office, by the import. Loaders of many rows call `refresh_all_search_texts` at
the end. The worker calls it once a day too, for what was renamed elsewhere (a word, a field of activity) and
for what was written past all of these. What else is found by a company's name is written anew with it
(`members.hooks.found_by_company`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from members.companies.models import Company
from members.hooks import found_by_company
from members.profile.models import Machine, Product, ProductStage, Term
from multifactory.lib.text.search import searchable

BATCH_SIZE = 200  # companies in memory with all their products
WRITTEN_FIELDS = ["search_text", "facet_values"]


@transaction.atomic
def refresh_search_text(company: Company) -> None:
    """Write anew what this company is found by, in its row and in `company`.

    Takes the company's row first: of two who save at once, the later reads what the earlier wrote.
    """
    row = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    _refresh([row])
    company.search_text, company.facet_values = row.search_text, row.facet_values


def refresh_all_search_texts() -> int:
    """The same for every company. Returns how many were out of date."""
    ids = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(ids), BATCH_SIZE):
        with transaction.atomic():
            rows = Company.objects.select_for_update(no_key=True).filter(
                pk__in=ids[start : start + BATCH_SIZE]
            )
            changed += _refresh(list(rows.order_by("pk")))
    return changed


def _refresh(rows: Sequence[Company]) -> int:
    """Write those whose texts or values have changed. Seven queries and those of hooks, however many rows."""
    texts = _texts(rows)
    values = _values(rows)
    changed = []
    for row in rows:
        fresh = (searchable(texts[row.pk]), values[row.pk])
        if (row.search_text, row.facet_values) != fresh:
            row.search_text, row.facet_values = fresh
            changed.append(row)
    Company.objects.bulk_update(changed, WRITTEN_FIELDS, batch_size=BATCH_SIZE)
    for refresh in found_by_company:
        refresh([row.pk for row in rows])
    return len(changed)


def _texts(rows: Sequence[Company]) -> dict[int, list[str]]:
    """All that is said of each company, in both languages where there are two, always in one order."""
    ids = [row.pk for row in rows]
    texts: dict[int, list[str]] = defaultdict(list)
    sources: list[Iterable[tuple[Any, ...]]] = [
        Company.objects.filter(pk__in=ids).values_list(
            *("pk", "name", "line", "field__name_en", "field__name_it"),
            *("second_field__name_en", "second_field__name_it"),
            *("third_field__name_en", "third_field__name_it"),
        ),
        Product.objects.filter(company__in=ids).order_by("pk").values_list("company", "name", "line"),
        Product.terms.through.objects.filter(product__company__in=ids)
        .order_by("product__company", "term__name")
        .values_list("product__company", "term__name", "term__name_en", "term__name_it")
        .distinct(),
        Machine.objects.filter(company__in=ids)
        .order_by("pk")
        .values_list("company", "name", "line", "term__name", "term__name_en", "term__name_it"),
    ]
    for company, *columns in (row for source in sources for row in source):
        texts[company] += [text for text in columns if text]
    for row in rows:
        texts[row.pk].append(row.story)
    return texts


def _values(rows: Sequence[Company]) -> dict[int, dict[str, list[Any]]]:
    """Ids of terms by kind, and stages: sorted, so that equal ones compare equal."""
    kinds = [Term.Kind.PRODUCT, Term.Kind.MATERIAL]
    ids = [row.pk for row in rows]
    values: dict[int, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    terms = Product.terms.through.objects.filter(product__company__in=ids, term__kind__in=kinds)
    for company, kind, term in terms.values_list("product__company", "term__kind", "term").distinct():
        values[company][kind].add(term)
    stages = ProductStage.objects.filter(product__company__in=ids)
    for company, stage in stages.order_by().values_list("product__company", "stage").distinct():
        values[company]["stage"].add(stage)
    machines = Machine.objects.filter(company__in=ids, term__isnull=False)
    for company, term in machines.values_list("company", "term"):
        values[company][Term.Kind.MACHINE].add(term)
    return {
        row.pk: {group: sorted(members) for group, members in sorted(values[row.pk].items())} for row in rows
    }
