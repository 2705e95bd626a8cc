"""How the list of listings is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Field
from members.exchange.listings.models import Listing, ListingKind
from multifactory.lib.text.search import WordsFilter


class ListingFilter(django_filters.FilterSet):
    q = WordsFilter(label=_("Search"), max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ListingKind.choices, empty_label=pgettext_lazy("listings", "all")
    )
    field = django_filters.ModelChoiceFilter(
        label=_("Field of activity"),
        queryset=Field.objects.all(),
        to_field_name="code",
        empty_label=pgettext_lazy("fields", "all"),
    )

    class Meta:
        model = Listing
        fields = ("q", "kind", "field")

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)
