"""How the book of resolutions is narrowed."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter, Outcome
from governance.resolutions.models import Resolution, ResolutionQuerySet
from members.companies.models import Company
from multifactory.lib.text.search import WordsFilter


class ResolutionFilter(django_filters.FilterSet):
    """Visitors narrow what is public; how it goes on is members' matter."""

    q = WordsFilter(label=_("Search"), max_length=100)
    year = django_filters.AllValuesFilter(label=_("Year"), empty_label=_("all"))
    outcome = django_filters.ChoiceFilter(label=_("Result"), choices=Outcome, empty_label=_("all"))
    matter = django_filters.ChoiceFilter(label=_("Matter"), choices=Matter, empty_label=_("all"))
    is_published = django_filters.ChoiceFilter(
        label=_("Who can read it"),
        choices=[("1", _("everyone")), ("0", _("members only"))],
        empty_label=_("all"),
    )
    responsible = django_filters.ModelChoiceFilter(
        label=_("Who is responsible"), queryset=Company.objects.none(), empty_label=_("all")
    )
    follow_up = django_filters.ChoiceFilter(
        label=_("Follow-up"),
        method="narrow_follow_up",
        choices=[
            ("open", _("to do")),
            ("overdue", _("overdue")),
            ("done", _("done")),
            ("superseded", _("replaced")),
            ("blocked", _("could not be carried out")),
        ],
        empty_label=_("all"),
    )

    class Meta:
        model = Resolution
        fields = ("q", "year", "outcome", "matter", "is_published", "responsible", "follow_up")

    MEMBERS = ("is_published", "responsible", "follow_up")

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            named = Resolution.objects.filter(responsible__isnull=False).values("responsible")
            self.filters["responsible"].queryset = Company.objects.filter(pk__in=named).order_by("name")
        else:
            for name in self.MEMBERS:
                del self.filters[name]

    def narrow_follow_up(self, queryset: ResolutionQuerySet, name: str, value: str) -> ResolutionQuerySet:
        if value == "open":
            return queryset.awaiting_follow_up()
        if value == "overdue":
            return queryset.overdue(timezone.localdate())
        if value == "done":
            return queryset.filter(done_on__isnull=False)
        if value == "superseded":
            return queryset.superseded()
        return queryset.filter(effect_state=Resolution.Effect.BLOCKED)
