"""How the list of tickets is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company
from members.people.models import User
from spaces.building.models import SpaceQuerySet
from spaces.upkeep.tickets.forms import common_spaces
from spaces.upkeep.tickets.models import Severity, Ticket, TicketQuerySet, TicketState

ALL = "all"


def spaces_offered(_request: HttpRequest | None) -> SpaceQuerySet:
    return common_spaces()


class TicketFilter(django_filters.FilterSet):
    """Without a state, what is not solved yet."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*TicketState.choices, (ALL, pgettext_lazy("tickets", "all"))],
        empty_label=_("not solved yet"),
        method="in_state",
    )
    severity = django_filters.ChoiceFilter(
        label=_("Severity"), choices=Severity.choices, empty_label=pgettext_lazy("severity", "any")
    )
    space = django_filters.ModelChoiceFilter(
        label=_("Space"),
        queryset=spaces_offered,
        to_field_name="code",
        empty_label=pgettext_lazy("spaces", "all"),
    )
    mine = django_filters.BooleanFilter(
        label=_("Only those of my company"), method="of_mine", widget=forms.CheckboxInput
    )

    class Meta:
        model = Ticket
        fields = ("state", "severity", "space", "mine")

    def __init__(self, *args: Any, user: User, company: Company | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.company = user, company

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def filter_queryset(self, queryset: TicketQuerySet) -> TicketQuerySet:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.standing()

    def in_state(self, queryset: TicketQuerySet, name: str, value: str) -> TicketQuerySet:
        return queryset if value == ALL else queryset.filter(state=value)

    def of_mine(self, queryset: TicketQuerySet, name: str, value: bool) -> TicketQuerySet:
        """Of the company one acts for; without one, what one reported."""
        if not value:
            return queryset
        if self.company is None:
            return queryset.filter(reported_by=self.user)
        return queryset.of_company(self.company)
