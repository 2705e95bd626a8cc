"""How the list of events is narrowed."""

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from members.companies.models import Company, CompanyQuerySet
from multifactory.lib.text.search import WordsFilter


def organising_companies(_request: HttpRequest | None) -> CompanyQuerySet:
    """Companies with an event that anybody may see."""
    return Company.objects.filter(events__in=Event.objects.public()).distinct().order_by("name")


class EventFilter(django_filters.FilterSet):
    q = WordsFilter(label=_("Search"), max_length=100)
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
