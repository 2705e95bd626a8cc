"""Closing the accounts of a year, and opening them again. The year's row is locked before all else."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from spaces.costs.budgets.models import Budget, CostYear
from spaces.costs.budgets.rules import DUE_DAY, next_month
from spaces.costs.budgets.services import ensure_open, lock_year
from spaces.costs.closing.accounts import Accounts, accounts_of
from spaces.costs.closing.models import Adjustment, Closing, ProposedClosing


def ensure_as_proposed(row: ProposedClosing, accounts: Accounts) -> None:
    """ValidationError where a cost of the year came or was voided since, or somebody's sum is another."""
    if (accounts.costs, accounts.voided, accounts.cents) != (row.costs, row.voided, row.cents):
        text = _("A cost of %(year)s was recorded or voided in the meantime: propose it again.")
        raise ValidationError(text % {"year": row.year}, code="stale")
    if accounts.lines_sha256 != row.lines_sha256:
        text = _("What the companies bear of %(year)s is no longer what was proposed: propose it again.")
        raise ValidationError(text % {"year": row.year}, code="stale")


@transaction.atomic
def close_year(row: ProposedClosing, *, resolution: Resolution) -> Closing:
    """Write what each company still pays or gets back. By the same resolution again: the same closing."""
    year = lock_year(row.year)
    if first := Closing.objects.filter(resolution=resolution).first():
        return first
    ensure_open(year)
    accounts = accounts_of(row.year)
    ensure_as_proposed(row, accounts)
    closing = Closing.objects.create(
        year=row.year, day=row.day, cents=row.cents, record_sha256=row.record_sha256, resolution=resolution
    )
    due_on = due_after(resolution.decided_on)
    Adjustment.objects.bulk_create(
        Adjustment(
            closing=closing,
            company_id=line.payer,
            recorded_cents=line.recorded,
            spent_cents=line.spent,
            quota_cents=line.quotas,
            cents=line.difference,
            due_on=due_on if line.difference > 0 else resolution.decided_on,
        )
        for line in accounts.lines
    )
    CostYear.objects.filter(pk=row.year).update(is_closed=True)
    Budget.objects.filter(year=row.year, state=Budget.State.ADOPTED).update(state=Budget.State.CLOSED)
    return closing


def due_after(day: date) -> date:
    """The 5th of the month after next: a month or more to pay."""
    return next_month(next_month(day)).replace(day=DUE_DAY)


@transaction.atomic
def reopen_year(closing: Closing, *, resolution: Resolution) -> Closing:
    """What was to pay or to get back no longer counts, and costs can be recorded. Again: nothing new."""
    lock_year(closing.year)
    closing = Closing.objects.select_for_update(of=("self",)).get(pk=closing.pk)
    if closing.reopened_by_id is None:
        closing.reopened_by = resolution
        closing.save(update_fields=["reopened_by"])
        CostYear.objects.filter(pk=closing.year).update(is_closed=False)
        Budget.objects.filter(year=closing.year, state=Budget.State.CLOSED).update(state=Budget.State.ADOPTED)
    elif closing.reopened_by_id != resolution.pk:
        raise ValidationError(_("The accounts of %(year)s are already open.") % {"year": closing.year})
    return closing
