"""What is chosen and written at the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.assemblies.hall.hands import HANDS
from governance.assemblies.secrecy.paper_votes import METHODS
from governance.attendance.models import AgendaItem, Assembly
from governance.proposals.choices import Method
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.models import Membership, User

CastBy = VotingRound.CastBy


class OfficersForm(forms.Form):
    """Whom those present choose, of the people of the companies on the roll."""

    chair = forms.ModelChoiceField(
        label=_("Chair"), queryset=User.objects.none(), empty_label=_("choose a person")
    )
    secretary = forms.ModelChoiceField(
        label=_("Secretary"), queryset=User.objects.none(), empty_label=_("choose a person")
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Membership.objects.current().filter(company__assembly_entries__assembly=assembly)
        people = User.objects.filter(memberships__in=places, is_active=True).distinct()
        for field in self.fields.values():
            field.queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]


class OpenRoundForm(forms.Form):
    """How the votes on an item are cast: what its way of voting allows."""

    cast_by = forms.ChoiceField(label=_("How votes are cast"), choices=())

    def __init__(self, data: Any = None, *, item: AgendaItem) -> None:
        super().__init__(data, auto_id=f"item{item.pk}_%s")
        self.fields["cast_by"].choices = ways_to_cast(item)  # type: ignore[attr-defined]


def ways_to_cast(item: AgendaItem) -> list[tuple[str, str]]:
    """A hand says yes or no; what has options is answered on the portal, or in a secret vote on paper."""
    method = item.proposal.method if item.proposal else ""
    ways: tuple[CastBy, ...] = (CastBy.PHONES,)
    if hasattr(item, "secret_vote"):
        ways = (CastBy.PHONES, CastBy.PAPER, CastBy.MIXED) if method in METHODS else ways
    elif method == Method.MOTION:
        ways = (CastBy.MIXED, CastBy.HANDS, CastBy.PHONES)
    return [(way.value, str(way.label)) for way in ways]


class HandsForm(forms.Form):
    """Yes, no or abstain of each company in the hall, and the revision of the vote the page showed."""

    def __init__(self, *args: Any, companies: Iterable[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.companies = {company.pk: company for company in companies}
        for pk, company in self.companies.items():
            self.fields[f"hand_{pk}"] = forms.ChoiceField(
                label=company.name,
                choices=[(choice.value, choice.label) for choice in HANDS],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"seen_{pk}"] = forms.IntegerField(
                required=False, min_value=0, widget=forms.HiddenInput
            )

    def fields_of(self, company: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"hand_{company}"], self[f"seen_{company}"]

    def hands(self) -> list[dict[str, Any]]:
        """Those that were entered."""
        cleaned = self.cleaned_data
        return [
            {"company": company, "choice": cleaned[f"hand_{pk}"], "seen_revision": cleaned[f"seen_{pk}"] or 0}
            for pk, company in self.companies.items()
            if cleaned.get(f"hand_{pk}")
        ]
