"""How the list of proposals is narrowed."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter
from governance.proposals.models import Proposal, ProposalQuerySet


class ProposalFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Proposal.State, empty_label=_("all"))
    matter = django_filters.ChoiceFilter(label=_("Matter"), choices=Matter, empty_label=_("all"))

    class Meta:
        model = Proposal
        fields = ("q", "state", "matter")

    def search(self, queryset: ProposalQuerySet, name: str, value: str) -> ProposalQuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(text__icontains=value))
