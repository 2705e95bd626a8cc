"""Adopting a budget, and writing what is still to come anew when somebody joins or leaves."""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from spaces.costs.budgets.models import Budget, CostYear, MonthlyQuota
from spaces.costs.budgets.quotas import bear_lines, lines_of, mark_of, members_in, months_of_payer
from spaces.costs.budgets.rules import due_day, next_month

logger = logging.getLogger(__name__)


def lock_year(year: int) -> CostYear:
    """The year's row, locked until the transaction ends: before any other row of costs."""
    CostYear.objects.bulk_create([CostYear(year=year)], ignore_conflicts=True)
    return CostYear.objects.select_for_update().get(pk=year)


def ensure_open(year: CostYear) -> None:
    if year.is_closed:
        text = _("The accounts of %(year)s are closed: only a decision opens them again.")
        raise ValidationError(text % {"year": year.year}, code="closed")


@transaction.atomic
def adopt_budget(budget: Budget, *, resolution: Resolution) -> Budget:
    """From here on sealed; every company has its twelve quotas. By the same resolution again: nothing new."""
    ensure_open(lock_year(budget.year))
    budget = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    if not budget.is_draft:
        if budget.resolution_id == resolution.pk:
            return budget
        raise ValidationError(_("%(budget)s is already adopted.") % {"budget": budget})
    if not budget.lines.exists():
        raise ValidationError(_("%(budget)s has no line yet.") % {"budget": budget})
    budget.state, budget.resolution = Budget.State.ADOPTED, resolution
    budget.save(update_fields=["state", "resolution"])
    _write_quotas(budget, first=1, written_on=resolution.decided_on)
    return budget


def _write_quotas(budget: Budget, *, first: int, written_on: date) -> None:
    """From the month `first` to the end of the year; what is due before stays, and the sum is the budget."""
    lines, members = lines_of(budget), members_in(budget)
    rows = budget.quotas.standing()
    kept = sum(rows.filter(month__lt=first).values_list("cents", flat=True))
    rest = sum(line.cents for line in lines) - kept
    rows.filter(month__gte=first).update(replaced_at=timezone.now())
    borne = bear_lines(lines, rest, date(budget.year, first, 1), budget.end_on) if rest > 0 else {}
    MonthlyQuota.objects.bulk_create(
        MonthlyQuota(
            budget=budget,
            company_id=payer,
            month=month,
            due_on=due_day(budget.year, month, written_on),
            cents=part,
        )
        for payer, cents in borne.items()
        for month, part in months_of_payer(payer, cents, members, budget.year, first).items()
        if part
    )
    budget.members_mark = mark_of(budget, members)
    budget.save(update_fields=["members_mark"])


@transaction.atomic
def renew_quotas(budget: Budget, *, today: date) -> bool:
    """Somebody joined or left since the quotas were written: from the next month on they are written anew."""
    lock_year(budget.year)
    budget = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    first = max(next_month(today), budget.start_on)
    is_over = first >= budget.end_on
    if budget.state != Budget.State.ADOPTED or is_over:
        return False
    if mark_of(budget, members_in(budget)) == budget.members_mark:
        return False
    _write_quotas(budget, first=first.month, written_on=today)
    return True


def renew_all_quotas() -> int:
    """Whoever wrote that a company joins or leaves: how many budgets have new quotas. Again: none."""
    today, renewed = timezone.localdate(), 0
    for budget in Budget.objects.filter(state=Budget.State.ADOPTED, year__gte=today.year):
        try:
            renewed += renew_quotas(budget, today=today)
        except ValidationError:
            logger.exception("The quotas of %s could not be written anew", budget.year)
    return renewed
