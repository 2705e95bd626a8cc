"""The accounts of companies, read in a constant number of queries, whatever their number."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from members.companies.models import Company
from spaces.costs.budgets.models import MonthlyQuota
from spaces.costs.closing.models import Adjustment
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.dues.rules import Account, Charge, Credited, Received, settle


@dataclass(slots=True)
class Entries:
    """All that stands on the account of one company, over all years."""

    charges: list[Charge] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    credited: list[Credited] = field(default_factory=list)

    def account(self, until: date) -> Account:
        return settle(self.charges, self.received, self.credited, until=until)


def read_entries() -> dict[int, Entries]:
    """Of all companies, by their ids. Four queries."""
    found: dict[int, Entries] = defaultdict(Entries)
    _add(
        found,
        MonthlyQuota.objects.filter(company__isnull=False),
        Adjustment.objects.filter(company__isnull=False).select_related("closing"),
        Payment.objects.all(),
        Credit.objects.all(),
    )
    return found


@dataclass(frozen=True, slots=True)
class CompanyRows:
    """What is kept of one company's account, voided entries too. Four queries."""

    entries: Entries
    adjustments: list[Adjustment]
    payments: list[Payment]
    credits: list[Credit]


def read_company(company: Company) -> CompanyRows:
    adjustments = Adjustment.objects.filter(company=company).select_related("closing__resolution")
    payments = Payment.objects.filter(company=company).order_by("paid_on", "pk")
    given = Credit.objects.filter(company=company).select_related("resolution").order_by("given_on", "pk")
    found: dict[int, Entries] = defaultdict(Entries)
    _add(found, MonthlyQuota.objects.filter(company=company), adjustments, payments, given)
    return CompanyRows(found[company.pk], list(adjustments), list(payments), list(given))


def _add(
    found: dict[int, Entries],
    quotas: QuerySet[MonthlyQuota],
    adjustments: QuerySet[Adjustment],
    payments: QuerySet[Payment],
    given: QuerySet[Credit],
) -> None:
    """Each queryset is asked once, and keeps what it found."""
    standing = quotas.filter(replaced_at__isnull=True).order_by("due_on", "budget__year", "month")
    for company, due_on, cents, year, month in standing.values_list(
        "company", "due_on", "cents", "budget__year", "month"
    ):
        found[company or 0].charges.append(Charge(due_on, cents, f"{month:02}/{year}"))
    for one in adjustments:
        if one.closing.reopened_by_id is not None or not one.cents:
            continue
        entries = found[one.company_id or 0]
        if one.cents > 0:
            label = _("Accounts %(year)s") % {"year": one.closing.year}
            entries.charges.append(Charge(one.due_on, one.cents, label))
        else:
            entries.received.append(Received(one.due_on, -one.cents))
    for payment in payments:
        if not payment.is_voided:
            found[payment.company_id].received.append(Received(payment.paid_on, payment.cents))
    for credit in given:
        if not credit.is_voided:
            found[credit.company_id].credited.append(Credited(credit.given_on, credit.cents, credit.until))


def late_companies(days: int, today: date) -> set[int]:
    """Whose oldest open charge fell due more than so many days ago."""
    return {
        company
        for company, entries in read_entries().items()
        if entries.account(today).days_late(today) > days
    }
