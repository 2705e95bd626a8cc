"""How the list of proposals is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from multifactory.lib.text.search import WordsFilter


class ProposalFilter(django_filters.FilterSet):
    q = WordsFilter(label=_("Search"), max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Proposal.State, empty_label=_("all"))
    matter = django_filters.ChoiceFilter(label=_("Matter"), choices=Matter, empty_label=_("all"))

    class Meta:
        model = Proposal
        fields = ("q", "state", "matter")
