"""The accounts of companies, read in a constant number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import DateField, F, QuerySet, Value
from django.utils.translation import gettext as _

from members.companies.models import Company
from spaces.costs.budgets.models import MonthlyQuota
from spaces.costs.closing.models import Adjustment
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.dues.rules import Account, Charge, Credited, Received, settle
from spaces.costs.funds.models import FundQuota


@dataclass(slots=True)
class Entries:
    """All that stands on the account of one company, over all years."""

    charges: list[Charge] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    credited: list[Credited] = field(default_factory=list)

    def account(self, until: date) -> Account:
        return settle(self.charges, self.received, self.credited, until=until)


def read_entries() -> dict[int, Entries]:
    """Of all companies, by their ids. Three queries."""
    found: dict[int, Entries] = defaultdict(Entries)
    adjustments = Adjustment.objects.filter(company__isnull=False).select_related("closing")
    _add_charges(
        found, MonthlyQuota.objects.filter(company__isnull=False), FundQuota.objects.all(), adjustments
    )
    nothing = Value(None, output_field=DateField())
    payments = Payment.objects.valid().order_by().annotate(kind=Value(0), end=nothing)
    given = Credit.objects.valid().order_by().annotate(kind=Value(1), end=F("until"))
    columns = ("kind", "pk", "company", "cents")
    rows = payments.values_list(*columns, "paid_on", "end").union(
        given.values_list(*columns, "given_on", "end"), all=True
    )
    for kind, _pk, company, cents, day, until in sorted(rows, key=lambda row: row[:2]):
        if kind:
            found[company].credited.append(Credited(day, cents, until))
        else:
            found[company].received.append(Received(day, cents))
    return found


@dataclass(frozen=True, slots=True)
class CompanyRows:
    """What is kept of one company's account, voided entries too. Four queries."""

    entries: Entries
    adjustments: list[Adjustment]
    payments: list[Payment]
    credits: list[Credit]


def read_company(company: Company) -> CompanyRows:
    adjustments = list(
        Adjustment.objects.filter(company=company).select_related("closing__resolution").order_by("pk")
    )
    payments = list(Payment.objects.filter(company=company).order_by("paid_on", "pk"))
    given = Credit.objects.filter(company=company).select_related("resolution").order_by("given_on", "pk")
    found: dict[int, Entries] = defaultdict(Entries)
    monthly = MonthlyQuota.objects.filter(company=company)
    _add_charges(found, monthly, FundQuota.objects.filter(company=company), adjustments)
    entries, credited = found[company.pk], list(given)
    entries.received += [Received(one.paid_on, one.cents) for one in payments if not one.is_voided]
    entries.credited += [
        Credited(one.given_on, one.cents, one.until) for one in credited if not one.is_voided
    ]
    return CompanyRows(entries, adjustments, payments, credited)


def _add_charges(
    found: dict[int, Entries],
    monthly: QuerySet[MonthlyQuota],
    funds: QuerySet[FundQuota],
    adjustments: Iterable[Adjustment],
) -> None:
    """Quotas of budgets and of funds in one query, in the order of their days; then what years ended with."""
    standing = monthly.filter(replaced_at__isnull=True).order_by().annotate(kind=Value(0), part=F("month"))
    called = funds.filter(call__voided_at__isnull=True, company__isnull=False).order_by()
    resolution = "call__fund__authorisation__resolution"
    rows = standing.values_list(
        *("company", "due_on", "kind", "budget__year", "part", "month", "cents")
    ).union(
        called.annotate(
            day=F("call__due_on"),
            kind=Value(1),
            year=F(f"{resolution}__year"),
            reference=F(f"{resolution}__number"),
            part=F("call__number"),
        ).values_list(*("company", "day", "kind", "year", "reference", "part", "cents")),
        all=True,
    )
    for company, due_on, kind, year, number, part, cents in sorted(rows, key=lambda row: row[1:6]):
        label = f"{part:02}/{year}"
        if kind:
            values = {"resolution": f"{year}/{number}", "part": part}
            label = _("Fund %(resolution)s, part %(part)s") % values
        found[company or 0].charges.append(Charge(due_on, cents, label))
    for one in adjustments:
        if one.closing.reopened_by_id is not None or not one.cents:
            continue
        entries = found[one.company_id or 0]
        if one.cents > 0:
            label = _("Accounts %(year)s") % {"year": one.closing.year}
            entries.charges.append(Charge(one.due_on, one.cents, label))
        else:
            entries.received.append(Received(one.due_on, -one.cents))


def late_companies(days: int, today: date) -> set[int]:
    """Whose oldest open charge fell due more than so many days ago."""
    return {
        company
        for company, entries in read_entries().items()
        if entries.account(today).days_late(today) > days
    }
