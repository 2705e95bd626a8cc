"""The statement of a company's account in a year: what fell due, how it was settled, what is left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_day, format_euro
from spaces.costs.closing.models import Adjustment
from spaces.costs.dues.balances import read_company, read_entries
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.dues.rules import Account, ChargeState


@dataclass(frozen=True, slots=True)
class ChargeRow:
    label: str
    due_on: date
    amount: str
    by_credit: str
    by_payment: str
    open: str
    state: str  # paid, late or coming
    cents: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class AccountView:
    """As of today. `to_pay` is what has fallen due and is open, in cents and in words."""

    charges: list[ChargeRow]
    payments: list[Payment]
    credits: list[Credit]
    adjustment: Adjustment | None
    to_pay_cents: int
    to_pay: str
    since: str
    next_due: str
    paid_ahead: str
    credit_left: str

    @property
    def difference(self) -> str:
        return _euro(abs(self.adjustment.cents)) if self.adjustment else ""

    @property
    def adjustment_words(self) -> dict[str, str]:
        if self.adjustment is None:
            return {}
        return {"spent": _euro(self.adjustment.spent_cents), "quotas": _euro(self.adjustment.quota_cents)}


def account_view(company: Company, year: int, *, today: date) -> AccountView:
    """Four queries, whatever the number of years before."""
    rows = read_company(company)
    now, whole = rows.entries.account(today), rows.entries.account(date.max)
    closed = (one for one in rows.adjustments if one.closing.year == year and not one.closing.reopened_by_id)
    coming = next((one for one in whole.charges if one.charge.due_on > today and one.open), None)
    return AccountView(
        charges=[_row(one, today) for one in whole.charges if one.charge.due_on.year == year],
        payments=[one for one in rows.payments if one.paid_on.year == year],
        credits=[one for one in rows.credits if one.given_on.year <= year],
        adjustment=next(closed, None),
        to_pay_cents=now.open,
        to_pay=_euro(now.open),
        since=format_day(now.oldest_open) if now.oldest_open else "",
        next_due=_say_coming(coming),
        paid_ahead=_euro(now.paid_ahead) if now.paid_ahead else "",
        credit_left=_euro(now.credit_left) if now.credit_left else "",
    )


def _row(one: ChargeState, today: date) -> ChargeRow:
    is_late = bool(one.open) and one.charge.due_on < today
    return ChargeRow(
        label=one.charge.label,
        due_on=one.charge.due_on,
        amount=_euro(one.charge.cents),
        by_credit=_euro(one.by_credit) if one.by_credit else "",
        by_payment=_euro(one.by_payment) if one.by_payment else "",
        open=_euro(one.open),
        state="late" if is_late else "coming" if one.open else "paid",
        cents=(one.charge.cents, one.by_credit, one.by_payment, one.open),
    )


def _say_coming(one: ChargeState | None) -> str:
    if one is None:
        return ""
    values: dict[str, Any] = {"amount": _euro(one.open), "day": format_day(one.charge.due_on)}
    return _("%(amount)s on %(day)s") % values


def _euro(cents: int) -> str:
    return format_euro(cents, with_cents=True)


@dataclass(frozen=True, slots=True)
class BalanceRow:
    company: Company
    account: Account
    to_pay: str
    since: str
    days_late: int
    paid_ahead: str
    credit_left: str


def balance_rows(today: date) -> tuple[list[BalanceRow], str]:
    """Every company with something on its account, the latest first, and what is open in all."""
    entries, rows, total = read_entries(), [], 0
    for company in Company.objects.filter(pk__in=entries).order_by("name"):
        account = entries[company.pk].account(today)
        total += account.open
        rows.append(
            BalanceRow(
                company=company,
                account=account,
                to_pay=_euro(account.open) if account.open else "",
                since=format_day(account.oldest_open) if account.oldest_open else "",
                days_late=account.days_late(today),
                paid_ahead=_euro(account.paid_ahead) if account.paid_ahead else "",
                credit_left=_euro(account.credit_left) if account.credit_left else "",
            )
        )
    return sorted(rows, key=lambda row: -row.days_late), _euro(total)
