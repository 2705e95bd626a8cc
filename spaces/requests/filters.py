"""How the list of vacant units is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from multifactory.lib.text.search import WordsFilter
from spaces.building.filters import all_buildings
from spaces.building.models import Space


class VacancyFilter(django_filters.FilterSet):
    building = django_filters.ModelChoiceFilter(
        label=_("Building"),
        field_name="floor__building",
        queryset=all_buildings,
        to_field_name="slug",
        empty_label=_("all"),
    )
    least = django_filters.NumberFilter(label=_("Minimum area (m²)"), field_name="area_m2", lookup_expr="gte")
    most = django_filters.NumberFilter(label=_("Maximum area (m²)"), field_name="area_m2", lookup_expr="lte")
    q = WordsFilter(label=_("What it needs"), max_length=100)

    class Meta:
        model = Space
        fields = ("building", "least", "most", "q")
