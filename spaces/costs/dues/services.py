"""Recording payments and credits, voiding them, reminding of what is due."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.suspensions.rulebook_suspensions import settle_rulebook_suspensions
from members.companies.models import Company
from members.people.models import User
from spaces.costs.dues.balances import read_entries
from spaces.costs.dues.emails import send_quota_due
from spaces.costs.dues.models import Credit, DueNotice, Payment
from spaces.costs.dues.rules import STEPS, Account, due_step

Row = TypeVar("Row", Payment, Credit)


@transaction.atomic
def record_payment(payment: Payment, *, request_id: UUID, by: User) -> Payment:
    """The same request again: the same payment. It may end a suspension."""
    kept = _record(payment, request_id, by)
    settle_rulebook_suspensions()
    return kept


@transaction.atomic
def record_payments(payments: Sequence[tuple[Payment, UUID]], *, by: User) -> int:
    """All of a list from the bank or none; how many are new."""
    before = Payment.objects.count()
    for payment, request_id in payments:
        _record(payment, request_id, by)
    settle_rulebook_suspensions()
    return Payment.objects.count() - before


@transaction.atomic
def record_credit(credit: Credit, *, request_id: UUID, by: User) -> Credit:
    """The same request again: the same credit."""
    kept = _record(credit, request_id, by)
    settle_rulebook_suspensions()
    return kept


def _record(row: Row, request_id: UUID, by: User) -> Row:
    """Of two at once with the same request one is written, and the other gives back that one."""
    model = type(row)
    Company.objects.select_for_update().get(pk=row.company_id)
    if first := model.objects.filter(request_id=request_id).first():
        return first
    row.request_id, row.recorded_by = request_id, by
    row.save()
    return row


@transaction.atomic
def void_entry(row: Payment | Credit, *, reason: str, by: User) -> Payment | Credit:
    """It was a mistake: it counts no more. Voided before: nothing new."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: the company can read it.")})
    waiting = type(row).objects.valid().filter(pk=row.pk)
    waiting.update(voided_at=timezone.now(), void_reason=reason.strip(), voided_by=by)
    row.refresh_from_db()
    return row


def send_quota_reminders() -> int:
    """Five days before, on the day, after 15 and 60 days, of what is not settled; how many companies."""
    today = timezone.localdate()
    until = today - STEPS[0] * timedelta(days=1)
    entries, told = read_entries(), 0
    for company in Company.objects.current().filter(pk__in=entries):
        account = entries[company.pk].account(until)
        for due_on in sorted({state.charge.due_on for state in account.charges if state.open}):
            told += _remind_once(company, due_on, account, today)
    return told


@transaction.atomic
def _remind_once(company: Company, due_on: date, account: Account, today: date) -> bool:
    """The row that says so is written before the mails: of two workers one writes it, and tells."""
    step = due_step(due_on, today)
    if step is None:
        return False
    Company.objects.select_for_update().get(pk=company.pk)
    _notice, is_new = DueNotice.objects.get_or_create(company=company, due_on=due_on, step=step)
    if is_new:
        cents = sum(state.open for state in account.charges if state.charge.due_on == due_on)
        send_quota_due(company, due_on=due_on, cents=cents, step=step)
    return is_new
