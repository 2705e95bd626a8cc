"""Which draft a proposal makes the budget of its year; the lines of a draft."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spaces.building.forms import choices_of
from spaces.costs.budgets.models import Budget, BudgetLine, ProposedBudget
from spaces.costs.budgets.validation import check_proposed_budget
from spaces.costs.sharing.forms import AmountField
from spaces.costs.sharing.models import SharingRule
from spaces.effects.forms import ProposedForm


class ProposedBudgetForm(ProposedForm):
    class Meta:
        model = ProposedBudget
        fields = ("budget",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        budget = choices_of(self, "budget")
        budget.queryset = Budget.objects.filter(state=Budget.State.DRAFT)
        budget.empty_label = _("choose a draft")
        budget.help_text = _("Coordinators write drafts in the back office, under Costs.")

    def check(self) -> None:
        check_proposed_budget(self.instance.budget)


class BudgetLineForm(forms.ModelForm):
    euros = AmountField(label=_("Amount in €"))

    class Meta:
        model = BudgetLine
        fields = ("category", "euros", "rule")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["euros"] = self.instance.cents
        if "rule" in self.fields:
            offered = Q(pk__in=SharingRule.objects.in_force().values("pk")) | Q(pk=self.instance.rule_id)
            choices_of(self, "rule").queryset = SharingRule.objects.filter(offered).order_by("name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("euros"):
            self.instance.cents = cleaned["euros"]
        return cleaned


class LineFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """One line a category, said beside the form instead of by the database."""
        super().clean()
        seen = [form.cleaned_data.get("category") for form in self.forms if hasattr(form, "cleaned_data")]
        named = [category for category in seen if category]
        if len(named) != len(set(named)):
            raise ValidationError(_("This category already has its line."))
