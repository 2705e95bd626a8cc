"""A budget as its page and a proposal show it: its lines, and what each company would bear or bears."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.budgets.quotas import bear_budget, lines_of


@dataclass(frozen=True, slots=True)
class BearerRow:
    """One company's year and its month on average, as a bar and in words."""

    company_id: int | None
    name: str
    cents: int
    amount: str
    monthly: str
    width: int


@dataclass(frozen=True, slots=True)
class BudgetView:
    budget: Budget
    lines: list[BudgetLine]
    total: str
    rows: list[BearerRow]

    @property
    def empty(self) -> str:
        return next((row.amount for row in self.rows if row.company_id is None), "")

    def own(self, company: Company | None) -> str:
        if company is None:
            return ""
        return next((row.amount for row in self.rows if row.company_id == company.pk), "")


def budget_view(budget: Budget) -> BudgetView:
    """Adopted: by its quotas. A draft: as things stand today."""
    lines = lines_of(budget)
    borne = bear_budget(budget, lines) if budget.is_draft else _written(budget)
    names = dict(Company.objects.filter(pk__in=[pk for pk in borne if pk]).values_list("pk", "name"))
    most = max(borne.values(), default=0) or 1
    rows = [
        BearerRow(
            company_id=payer,
            name=names[payer] if payer else _("The community, for empty units"),
            cents=cents,
            amount=format_euro(cents, with_cents=True),
            monthly=format_euro(round(cents / 12), with_cents=True),
            width=round(100 * cents / most),
        )
        for payer, cents in sorted(borne.items(), key=lambda one: -one[1])
    ]
    total = format_euro(sum(line.cents for line in lines), with_cents=True)
    return BudgetView(budget, lines, total, rows)


def _written(budget: Budget) -> dict[int | None, int]:
    found: dict[int | None, int] = {}
    for company, cents in budget.quotas.standing().order_by().values_list("company", "cents"):
        found[company] = found.get(company, 0) + cents
    return found
