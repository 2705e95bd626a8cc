"""How the list of events is narrowed."""

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event, EventQuerySet
from members.companies.models import Company, CompanyQuerySet


def organising_companies(_request: HttpRequest | None) -> CompanyQuerySet:
    """Companies with an event that anybody may see."""
    return Company.objects.filter(events__in=Event.objects.public()).distinct().order_by("name")


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    company = django_filters.ModelChoiceFilter(
        label=_("Organiser"),
        field_name="organisers",
        queryset=organising_companies,
        to_field_name="slug",
        empty_label=_("all"),
    )

    class Meta:
        model = Event
        fields = ("q", "company")

    def search(self, queryset: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return queryset.filter(
            Q(title__icontains=value)
            | Q(summary__icontains=value)
            | Q(text__icontains=value)
            | Q(place__icontains=value)
        )
