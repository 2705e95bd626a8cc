"""The accounts of companies, read in a constant number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

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


def read_entries(companies: Collection[int] | None = None) -> dict[int, Entries]:
    """By the id of the company; of all companies without a choice. Four queries."""
    among = {"company__isnull": False} if companies is None else {"company__in": companies}
    found: dict[int, Entries] = defaultdict(Entries)
    quotas = MonthlyQuota.objects.standing().filter(**among).order_by("due_on", "budget__year", "month")
    for company, due_on, cents, year, month in quotas.values_list(
        "company", "due_on", "cents", "budget__year", "month"
    ):
        found[company].charges.append(Charge(due_on, cents, f"{month:02}/{year}"))
    adjustments = Adjustment.objects.filter(closing__reopened_by=None, **among).exclude(cents=0)
    for company, due_on, cents, year in adjustments.values_list(
        "company", "due_on", "cents", "closing__year"
    ):
        if cents > 0:
            label = _("Accounts %(year)s") % {"year": year}
            found[company].charges.append(Charge(due_on, cents, label))
        else:
            found[company].received.append(Received(due_on, -cents))
    for company, day, cents in (
        Payment.objects.valid().filter(**among).order_by("pk").values_list("company", "paid_on", "cents")
    ):
        found[company].received.append(Received(day, cents))
    given = Credit.objects.valid().filter(**among).order_by("pk")
    for company, day, cents, until in given.values_list("company", "given_on", "cents", "until"):
        found[company].credited.append(Credited(day, cents, until))
    return found


def late_companies(days: int, today: date) -> set[int]:
    """Whose oldest open charge fell due more than so many days ago."""
    return {
        company
        for company, entries in read_entries().items()
        if entries.account(today).days_late(today) > days
    }
