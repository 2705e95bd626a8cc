"""How the list of spaces is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifactory.lib.text.search import WordsFilter
from spaces.building.features import FEATURES, FEATURES_BY_CODE
from spaces.building.models import Building, BuildingQuerySet, Space, SpaceQuerySet


def all_buildings(_request: HttpRequest | None) -> BuildingQuerySet:
    return Building.objects.all()


class SpaceFilter(django_filters.FilterSet):
    """What somebody looks for: each word, every feature ticked, at least so many people."""

    q = WordsFilter(label=_("Search"), max_length=100)
    offers = django_filters.MultipleChoiceFilter(
        label=_("Features"),
        choices=[(feature.code, feature.word) for feature in FEATURES],
        method="offering",
        widget=forms.CheckboxSelectMultiple,
    )
    people = django_filters.NumberFilter(
        label=_("Minimum number of people"), field_name="capacity", lookup_expr="gte", min_value=1
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Space.Kind.choices, empty_label=_("all"))
    use = django_filters.ChoiceFilter(label=_("Where"), choices=Space.Use.choices, empty_label=_("anywhere"))
    building = django_filters.ModelChoiceFilter(
        label=_("Building"),
        field_name="floor__building",
        queryset=all_buildings,
        to_field_name="slug",
        empty_label=_("all"),
    )

    class Meta:
        model = Space
        fields = ("q", "offers", "people", "kind", "use", "building")

    def offering(self, queryset: SpaceQuerySet, name: str, value: Any) -> SpaceQuerySet:
        return queryset.offering(*(FEATURES_BY_CODE[code].field for code in value))
