"""How the list of deadlines is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.building.filters import all_buildings
from spaces.upkeep.deadlines.models import SOON, Deadline, DeadlineQuerySet

LATE, SOON_CHOICE, LATER = "late", "soon", "later"
OWN, COORDINATORS = "own", "coordinators"


class DeadlineFilter(django_filters.FilterSet):
    """By whether they are late, who is responsible, and the building they are in. `company` is one's own."""

    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(LATE, _("late")), (SOON_CHOICE, _("within 60 days")), (LATER, _("later"))],
        method="due",
        empty_label=_("all"),
    )
    who = django_filters.ChoiceFilter(
        label=_("Responsible"),
        choices=[(OWN, _("my company")), (COORDINATORS, _("the coordinators"))],
        method="of",
        empty_label=_("all"),
    )
    building = django_filters.ModelChoiceFilter(
        label=_("Building"),
        queryset=all_buildings,
        to_field_name="slug",
        method="inside",
        empty_label=_("all"),
    )

    class Meta:
        model = Deadline
        fields = ("when", "who", "building")

    def __init__(self, *args: Any, company: int | None, **kwargs: Any) -> None:
        self.company = company
        super().__init__(*args, **kwargs)

    def due(self, queryset: DeadlineQuerySet, name: str, value: str) -> DeadlineQuerySet:
        today = timezone.localdate()
        if value == LATE:
            return queryset.late(today)
        soon = Q(next_on__lte=today + SOON)
        return queryset.filter(soon, next_on__gte=today) if value == SOON_CHOICE else queryset.exclude(soon)

    def of(self, queryset: DeadlineQuerySet, name: str, value: str) -> DeadlineQuerySet:
        if value == COORDINATORS:
            return queryset.filter(responsible=None)
        return queryset.filter(responsible=self.company) if self.company else queryset.none()

    def inside(self, queryset: DeadlineQuerySet, name: str, value: Any) -> DeadlineQuerySet:
        return queryset.filter(Q(building=value) | Q(space__floor__building=value))
