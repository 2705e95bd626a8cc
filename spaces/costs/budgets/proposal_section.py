"""The budget, on the page of the proposal that adopts it: registered with `governance.hooks`."""

from django.utils.translation import gettext as _

from governance.hooks import row_of_effect
from governance.proposals.models import Proposal
from members.hooks import Section
from spaces.costs.budgets.budget_page import budget_view
from spaces.costs.budgets.models import BUDGET


def budget_section(proposal: Proposal) -> Section | None:
    row = row_of_effect(proposal, BUDGET)
    if row is None:
        return None
    values = {"view": budget_view(row.budget)}
    return Section(_("The budget"), "spaces/_proposed_budget.html", values, anchor="budget")
