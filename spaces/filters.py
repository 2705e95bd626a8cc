"""How the lists of the building are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from spaces.features import BY_CODE, FEATURES
from spaces.models import Building, Space
from spaces.querysets import BuildingQuerySet, SpaceQuerySet


def buildings(request: HttpRequest | None) -> BuildingQuerySet:
    return Building.objects.all()


class VacancyFilter(django_filters.FilterSet):
    building = django_filters.ModelChoiceFilter(
        label=_("Building"),
        field_name="floor__building",
        queryset=buildings,
        to_field_name="slug",
        empty_label=_("all"),
    )
    least = django_filters.NumberFilter(label=_("From m²"), field_name="area_m2", lookup_expr="gte")
    most = django_filters.NumberFilter(label=_("To m²"), field_name="area_m2", lookup_expr="lte")
    q = django_filters.CharFilter(label=_("What it needs"), method="search", max_length=100)

    class Meta:
        model = Space
        fields = ("building", "least", "most", "q")

    def search(self, queryset: SpaceQuerySet, name: str, value: str) -> SpaceQuerySet:
        return queryset.filter(
            Q(features__icontains=value) | Q(description__icontains=value) | Q(name__icontains=value)
        )


class SpaceFilter(django_filters.FilterSet):
    """What somebody looks for: every feature ticked, at least so many people."""

    offers = django_filters.MultipleChoiceFilter(
        label=_("It offers"),
        choices=[(feature.code, feature.word) for feature in FEATURES],
        method="offering",
        widget=forms.CheckboxSelectMultiple,
    )
    people = django_filters.NumberFilter(
        label=_("For at least so many people"), field_name="capacity", lookup_expr="gte", min_value=1
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Space.Kind.choices, empty_label=_("all"))
    use = django_filters.ChoiceFilter(label=_("Where"), choices=Space.Use.choices, empty_label=_("anywhere"))
    building = django_filters.ModelChoiceFilter(
        label=_("Building"),
        field_name="floor__building",
        queryset=buildings,
        to_field_name="slug",
        empty_label=_("all"),
    )

    class Meta:
        model = Space
        fields = ("offers", "people", "kind", "use", "building")

    def offering(self, queryset: SpaceQuerySet, name: str, value: Any) -> SpaceQuerySet:
        return queryset.offering(*(BY_CODE[code].field for code in value))
