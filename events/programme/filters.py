"""How the programme is narrowed."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event, EventQuerySet
from events.programme.parts import EventHost, EventText
from members.companies.models import Company, CompanyQuerySet
from multifactory.lib.text.search import normalised_words
from spaces.building.models import Space, SpaceQuerySet


def organising_companies(_request: HttpRequest | None) -> CompanyQuerySet:
    """Companies with an event that anybody may see."""
    seen = Event.objects.public().filter(pk=OuterRef("event"))
    hosts = EventHost.objects.confirmed().filter(Exists(seen), company=OuterRef("pk"))
    return Company.objects.filter(Exists(hosts)).order_by("name")


def event_spaces(_request: HttpRequest | None) -> SpaceQuerySet:
    """Spaces where something takes place that anybody may see."""
    return Space.objects.filter(Exists(Event.objects.public().filter(space=OuterRef("pk")))).order_by("code")


def has_event_words(text: str) -> Q:
    """Events with each word, in the words of whichever language."""
    found = Q()
    for word in normalised_words(text):
        elsewhere = EventText.objects.filter(event=OuterRef("pk"), search_text__contains=word)
        found &= Q(search_text__contains=word) | Q(Exists(elsewhere))
    return found


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), max_length=100, method="with_words")
    company = django_filters.ModelChoiceFilter(
        label=_("Organiser"),
        method="of_company",
        queryset=organising_companies,
        to_field_name="slug",
        empty_label=_("all"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Event.Kind.choices, empty_label=_("all"))
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("all")
    )
    space = django_filters.ModelChoiceFilter(
        label=_("Place"), queryset=event_spaces, to_field_name="code", empty_label=_("all")
    )
    children = django_filters.BooleanFilter(
        label=_("For children"), method="for_children", widget=forms.CheckboxInput
    )

    class Meta:
        model = Event
        fields = ("q", "company", "kind", "language", "space", "children")

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.Meta.fields)

    def with_words(self, events: EventQuerySet, _name: str, value: str) -> EventQuerySet:
        return events.filter(has_event_words(value)) if value else events

    def of_company(self, events: EventQuerySet, _name: str, company: Company | None) -> EventQuerySet:
        return events.made_by(company) if company else events

    def for_children(self, events: EventQuerySet, _name: str, value: bool | None) -> EventQuerySet:
        return events.filter(for_age_from__isnull=False) if value else events


NARROWED_BY = ("company", "kind")


def narrowed(query: QueryDict, events: EventQuerySet) -> EventQuerySet:
    """For feeds and other sites: `?company=` and `?kind=`. What nothing is known of finds nothing."""
    if slug := query.get("company", ""):
        events = events.filter(
            pk__in=EventHost.objects.confirmed().filter(company__slug=_plain(slug)).values("event")
        )
    if kind := query.get("kind", ""):
        events = events.filter(kind=_plain(kind))
    return events


def _plain(text: str) -> str:
    """PostgreSQL refuses NUL."""
    return text.replace("\0", "")[:120]
