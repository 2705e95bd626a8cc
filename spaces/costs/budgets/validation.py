"""What stands in the way of a budget before it is put to the vote."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spaces.costs.budgets.models import Budget, CostYear
from spaces.costs.budgets.quotas import bear_lines, lines_of


def check_proposed_budget(budget: Budget) -> None:
    """It is a draft with lines of an open year, and each line has somebody who bears it."""
    values = {"budget": budget, "year": budget.year}
    if not budget.is_draft:
        raise ValidationError({"budget": _("%(budget)s is already adopted.") % values})
    if CostYear.objects.filter(pk=budget.year, is_closed=True).exists():
        text = _("The accounts of %(year)s are closed: only a decision opens them again.")
        raise ValidationError({"budget": text % values})
    lines = lines_of(budget)
    if not lines:
        raise ValidationError({"budget": _("%(budget)s has no line yet.") % values})
    for line in lines:
        try:
            bear_lines([line], line.cents, budget.start_on, budget.end_on)
        except ValidationError as error:
            text = f"{line.category}: {' '.join(error.messages)}"
            raise ValidationError({"budget": text}) from None
