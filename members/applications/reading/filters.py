"""How the list of applications is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from members.applications.models import Application
from members.applications.querysets import ApplicationQuerySet
from members.companies.models import Field

GROUPS = {
    "open": (_("in their open days, or to be put to the vote"), ("open",)),
    "proposed": (_("before the companies"), ("proposed", "turned_down")),
    "accepted": (_("accepted"), ("accepted",)),
    "ended": (_("refused, withdrawn or lapsed"), ("refused", "withdrawn", "lapsed")),
}


class ApplicationFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(name, label) for name, (label, _states) in GROUPS.items()],
        empty_label=_("all"),
        method="in_group",
    )
    field = django_filters.ModelChoiceFilter(
        label=_("Field of activity"),
        queryset=Field.objects.all(),
        to_field_name="code",
        empty_label=_("all"),
    )

    class Meta:
        model = Application
        fields = ("state", "field")

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def in_group(self, rows: ApplicationQuerySet, _name: str, value: str) -> ApplicationQuerySet:
        return rows.filter(state__in=GROUPS[value][1])
