"""How the list of events is narrowed."""

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event, EventQuerySet
from events.programme.parts import EventHost
from members.companies.models import Company, CompanyQuerySet
from multifactory.lib.text.search import WordsFilter


def organising_companies(_request: HttpRequest | None) -> CompanyQuerySet:
    """Companies with an event that anybody may see."""
    hosts = EventHost.objects.confirmed().filter(event__in=Event.objects.public())
    return Company.objects.filter(pk__in=hosts.values("company")).order_by("name")


class EventFilter(django_filters.FilterSet):
    q = WordsFilter(label=_("Search"), max_length=100)
    company = django_filters.ModelChoiceFilter(
        label=_("Organiser"),
        method="of_company",
        queryset=organising_companies,
        to_field_name="slug",
        empty_label=_("all"),
    )

    def of_company(self, events: EventQuerySet, _name: str, company: Company | None) -> EventQuerySet:
        return events.made_by(company) if company else events

    class Meta:
        model = Event
        fields = ("q", "company")
