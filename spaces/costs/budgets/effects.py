"""The effect of a proposal that adopts a budget: registered with `governance.hooks`."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_euro
from spaces.costs.budgets.forms import ProposedBudgetForm
from spaces.costs.budgets.models import BUDGET, Budget, ProposedBudget
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.budgets.validation import check_proposed_budget


class BudgetEffect(Effect):
    """Every line is voted on: a draft that was changed meanwhile is not adopted."""

    key = BUDGET
    matters = (Matter.BUDGET,)
    label = gettext_lazy("Adopt the budget of a year")
    form_class = ProposedBudgetForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedBudget]:
        return ProposedBudget.objects.filter(proposal=proposal).select_related("budget")

    def describe(self, row: ProposedBudget) -> str:
        values = {"year": row.budget.year, "amount": format_euro(_total(row.budget))}
        text = _("The budget of %(year)s is adopted, %(amount)s in all, and every company pays it by month.")
        return text % values

    def facts(self, row: ProposedBudget) -> dict[str, str | int]:
        lines = row.budget.lines.select_related("category").order_by("category__code")
        facts: dict[str, str | int] = {"budget": row.budget_id, "year": row.budget.year}
        facts |= {"lines": len(lines), "cents": sum(line.cents for line in lines)}
        for line in lines:
            facts |= {f"{line.category.code}.cents": line.cents, f"{line.category.code}.rule": line.rule_id}
        return facts

    def check(self, row: ProposedBudget) -> None:
        check_proposed_budget(row.budget)

    def carry_out(self, row: ProposedBudget, resolution: Resolution) -> str:
        budget = adopt_budget(row.budget, resolution=resolution)
        values = {"year": budget.year, "amount": format_euro(_total(budget))}
        return _("The budget of %(year)s is adopted: %(amount)s in all.") % values


def _total(budget: Budget) -> int:
    return sum(budget.lines.values_list("cents", flat=True))
