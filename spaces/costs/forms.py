"""What people enter about costs: proposals of expenses, and trying out who would bear how much."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.numbers import MoneyField
from multifactory.lib.stamps import StampedMixin
from spaces.building.forms import SkipConstraintsForm
from spaces.costs.cost_models import ProposedExpense
from spaces.costs.models import SharingRule
from spaces.costs.rules import MOST_CENTS


class ProposedExpenseForm(StampedMixin, SkipConstraintsForm):
    class Meta:
        model = ProposedExpense
        fields = ("category",)
        help_texts = {
            "category": _("How much may be spent is what you enter below as the cost of the proposal."),
        }


class TryForm(forms.Form):
    """An amount and a rule; who would bear what if it were spent in the twelve months from today."""

    cents = MoneyField(label=_("Amount in euro"), min_value=0.01, max_value=MOST_CENTS // 100)
    rule = forms.ModelChoiceField(
        label=_("Sharing rule"), queryset=SharingRule.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        field.queryset = SharingRule.objects.in_force().for_list().order_by("name")  # type: ignore[attr-defined]

    @staticmethod
    def period() -> tuple[date, date]:
        """A year from today: as things stand, for whoever is there."""
        today = timezone.localdate()
        return today, today.replace(year=today.year + 1, day=min(today.day, 28))
