"""Which year a proposal closes or opens again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spaces.building.forms import choices_of
from spaces.costs.budgets.models import CostYear
from spaces.costs.closing.accounts import accounts_of
from spaces.costs.closing.accounts_page import AccountsView, accounts_view
from spaces.costs.closing.models import Closing, ProposedClosing, ProposedReopening
from spaces.costs.spending.models import Cost
from spaces.costs.spending.record import record_sha256
from spaces.effects.forms import ProposedForm


def years_to_close() -> list[int]:
    """Those that are over, have costs and are not closed; the latest first."""
    closed = CostYear.objects.filter(is_closed=True).values("year")
    rows = Cost.objects.filter(year__lt=timezone.localdate().year).exclude(year__in=closed)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


class ProposedClosingForm(ProposedForm):
    """Saving reads the sums of the year as they are then: these, and no others, are voted on."""

    below_template = "spaces/_closing_preview.html"
    choices_missing_texts = {
        "year": _("No year with costs is over and still open: there is nothing to close yet."),
    }
    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        help_text=_(
            "Saving takes the sums of today. Below stands every line, as on the page of the proposal."
        ),
    )

    class Meta:
        model = ProposedClosing
        fields = ("year",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(year, year) for year in years_to_close()]

    @property
    def accounts(self) -> AccountsView | None:
        """Of the year that is chosen, as they stand: every line, before and after."""
        field: Any = self.fields["year"]
        years, chosen = [year for year, _label in field.choices], str(self["year"].value())
        year = next((one for one in years if str(one) == chosen), years[0] if years else None)
        return accounts_view(year) if year else None

    def check(self) -> None:
        row = self.instance
        accounts = accounts_of(row.year)
        if not accounts.lines:
            raise ValidationError({"year": gettext("Nothing was spent or paid in this year.")})
        row.day, row.cents = timezone.localdate(), accounts.cents
        row.costs, row.voided = accounts.costs, accounts.voided
        row.lines_sha256, row.record_sha256 = accounts.lines_sha256, record_sha256(row.year)


class ProposedReopeningForm(ProposedForm):
    class Meta:
        model = ProposedReopening
        fields = ("closing",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "closing").queryset = Closing.objects.filter(reopened_by=None)
