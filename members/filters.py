"""The directory narrowed down: by words, field and vocation."""

import re
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.models import Company, Field, Product
from members.querysets import CompanyQuerySet

WORDS_LIMIT = 6


@dataclass(frozen=True)
class Option:
    """One box to tick and how many companies it would show."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes: companies in any of those ticked."""

    name: str
    legend: str
    options: list[Option]


def _contains(word: str, *fields: str) -> Q:
    """The word somewhere in one of the fields, whatever the case of its letters, accented ones too."""
    # SQLite's LIKE knows no case beyond ASCII; its REGEXP is Python's own.
    on_sqlite = connection.vendor == "sqlite"
    lookup, value = ("iregex", re.escape(word)) if on_sqlite else ("icontains", word)
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__{lookup}": value})
    return condition


class CompanyFilter(django_filters.FilterSet):
    """`q` finds every word somewhere; boxes of one group are alternatives, groups narrow each other."""

    q = django_filters.CharFilter(
        method="search", label=_("Name, product, material"), max_length=100, strip=True
    )
    field = django_filters.MultipleChoiceFilter(field_name="field__code", label=_("Field"), distinct=False)
    vocation = django_filters.MultipleChoiceFilter(
        choices=Company.Vocation.choices, label=_("Vocation"), distinct=False
    )

    class Meta:
        model = Company
        fields = ["q", "field", "vocation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((field.name, field.code) for field in Field.objects.all())
        self.filters["field"].extra["choices"] = [(code, name) for name, code in names]

    def search(self, queryset: CompanyQuerySet, name: str, value: str) -> CompanyQuerySet:
        for word in value.split()[:WORDS_LIMIT]:
            product = Product.objects.filter(_contains(word, "name", "line"), company=OuterRef("pk"))
            queryset = queryset.filter(_contains(word, "name", "line", "story") | Exists(product))
        return queryset

    @cached_property
    def _cleaned(self) -> dict[str, Any]:
        """What was understood of the address; the rest is in `form.errors`."""
        return self.form.cleaned_data if self.form.is_bound and self.form.errors is not None else {}

    def _chosen(self, name: str) -> set[str]:
        return set(self._cleaned.get(name) or [])

    @cached_property
    def _cells(self) -> dict[tuple[str, str], int]:
        """How many companies with the words are in each field and vocation: one query for all boxes."""
        found = self.search(self.queryset, "q", self._cleaned.get("q") or "").order_by()
        return {
            (field, vocation): count
            for field, vocation, count in found.values_list("field__code", "vocation").annotate(
                count=Count("pk")
            )
        }

    @property
    def total(self) -> int:
        """How many companies the whole filter shows."""
        fields, vocations = self._chosen("field"), self._chosen("vocation")
        return sum(
            count
            for (field, vocation), count in self._cells.items()
            if (not fields or field in fields) and (not vocations or vocation in vocations)
        )

    @property
    def chosen_count(self) -> int:
        return len(self._chosen("field")) + len(self._chosen("vocation"))

    @property
    def facets(self) -> list[Facet]:
        """The boxes with their counts, which heed the other group but not their own."""
        both = [self._facet("field", position=0), self._facet("vocation", position=1)]
        return [facet for facet in both if facet.options]

    def _facet(self, name: str, *, position: int) -> Facet:
        chosen = self._chosen(name)
        others = self._chosen("vocation" if name == "field" else "field")
        counts: dict[str, int] = {}
        for cell, count in self._cells.items():
            if not others or cell[1 - position] in others:
                counts[cell[position]] = counts.get(cell[position], 0) + count
        options = [
            Option(value, str(label), counts.get(value, 0), value in chosen)
            for value, label in self.filters[name].extra["choices"]
            if value in chosen or counts.get(value)
        ]
        return Facet(name, str(self.filters[name].label), options)
