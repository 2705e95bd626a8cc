"""How the book of assemblies is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.querysets import AssemblyQuerySet


class AssemblyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), max_length=100, method="narrow_words")
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("all"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Assembly.Kind, empty_label=_("all"))
    item = django_filters.ChoiceFilter(
        label=_("On the agenda"), choices=AgendaItem.Kind, empty_label=_("all"), method="narrow_item"
    )

    class Meta:
        model = Assembly
        fields = ("q", "year", "kind", "item")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        years = Assembly.objects.over().order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def narrow_words(self, queryset: AssemblyQuerySet, name: str, value: str) -> AssemblyQuerySet:
        return queryset.with_words(value)

    def narrow_item(self, queryset: AssemblyQuerySet, name: str, value: str) -> AssemblyQuerySet:
        return queryset.with_item_of(value)

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)
