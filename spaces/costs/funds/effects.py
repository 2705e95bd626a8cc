"""The effect of a proposal that allows an expense, and sets it aside: registered with `governance.hooks`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_euro
from spaces.costs.funds.proposal_section import describe_fund
from spaces.costs.funds.services import set_aside
from spaces.costs.spending.forms import ProposedExpenseForm
from spaces.costs.spending.models import Authorisation, FundKind, ProposedExpense


class ExpenseEffect(Effect):
    """How much is what the proposal says it costs, and who bears it the key of the proposal."""

    key = "expense"
    matters = (Matter.BUDGET, Matter.RENEWAL)
    label = gettext_lazy("Allow an expense")
    form_class = ProposedExpenseForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedExpense]:
        return ProposedExpense.objects.filter(proposal=proposal).select_related("proposal", "category")

    def describe(self, row: ProposedExpense) -> str:
        values: dict[str, Any] = {"category": row.category}
        if not row.proposal.cost_cents:
            return _("What the proposal costs may be spent on: %(category)s.") % values
        values["amount"] = format_euro(row.proposal.cost_cents)
        allowed = _("Up to %(amount)s may be spent on: %(category)s.") % values
        return f"{allowed} {describe_fund(row)}".strip()

    def facts(self, row: ProposedExpense) -> dict[str, str | int]:
        """Of the fund only where there is one: what was voted on before there were funds stays as it was."""
        facts: dict[str, str | int] = {"category": row.category.code, "cents": row.proposal.cost_cents or 0}
        if row.fund:
            facts["fund"] = row.fund
        if row.fund_due_on:
            facts["fund_due_on"] = row.fund_due_on.isoformat()
        return facts

    def check(self, row: ProposedExpense) -> None:
        if not row.proposal.cost_cents:
            text = _("Enter what it costs: this is how much may be spent if it is adopted.")
            raise ValidationError(text, code="no_cost")

    def carry_out(self, row: ProposedExpense, resolution: Resolution) -> str:
        self.check(row)
        allowed = Authorisation.objects.create(
            resolution=resolution, category=row.category, cents=row.proposal.cost_cents or 0
        )
        if row.fund:
            set_aside(allowed, FundKind(row.fund), due_on=row.fund_due_on)
        values = {"amount": format_euro(allowed.cents), "category": row.category}
        return _("Up to %(amount)s may be spent on: %(category)s.") % values
