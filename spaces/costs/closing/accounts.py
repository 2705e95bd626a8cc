"""The accounts of a year: what each company bears to the day, set against its quotas. Read, not kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum

from spaces.costs.budgets.models import MonthlyQuota
from spaces.costs.budgets.rules import sum_by_payer
from spaces.costs.funds.paid_in import used_in_year
from spaces.costs.sharing.split import split_by_weights
from spaces.costs.sharing.weights import Payer
from spaces.costs.sharing.year_facts import YearFacts
from spaces.costs.spending.models import Cost, CostShare


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Of one company; None is the community. Cents."""

    payer: Payer
    recorded: int  # the shares as they were frozen
    spent: int  # shared again over the days as they were, so that who left bears its own to the day
    quotas: int  # of the budget, and what funds for works paid

    @property
    def difference(self) -> int:
        """To pay; below zero: to get back."""
        return self.spent - self.quotas


@dataclass(frozen=True, slots=True)
class Accounts:
    """All of a year. The lines in the order of the companies' ids, the community last."""

    year: int
    cents: int
    costs: int
    voided: int
    lines: list[AccountLine]

    @property
    def lines_sha256(self) -> str:
        rows = [(line.payer, line.recorded, line.spent, line.quotas) for line in self.lines]
        return sha256(repr(rows).encode()).hexdigest()


def accounts_of(year: int) -> Accounts:
    """The sums of a year as it stands. Sixteen queries at most, whatever the number of costs and rules."""
    counted = Cost.objects.of_year(year).aggregate(
        costs=Count("pk"),
        voided=Count("pk", filter=Q(voided_at__isnull=False)),
        cents=Sum("cents", filter=Q(voided_at__isnull=True), default=0),
    )
    shares = CostShare.objects.filter(cost__year=year, cost__voided_at__isnull=True)
    recorded: dict[Payer, int] = _summed(shares)
    spent = _shared_again(year)
    rows = MonthlyQuota.objects.standing().filter(budget__year=year)
    monthly: dict[Payer, int] = dict(rows.order_by().values_list("company").annotate(all=Sum("cents")))
    quotas = sum_by_payer([monthly, used_in_year(year)])
    payers = sorted({*recorded, *spent, *quotas}, key=lambda payer: (payer is None, payer))
    lines = [
        AccountLine(payer, recorded.get(payer, 0), spent.get(payer, 0), quotas.get(payer, 0))
        for payer in payers
    ]
    return Accounts(year, counted["cents"], counted["costs"], counted["voided"], lines)


def _summed(shares: QuerySet[CostShare]) -> dict[Payer, int]:
    return dict(shares.order_by().values_list("company").annotate(all=Sum("cents")))


def _shared_again(year: int) -> dict[Payer, int]:
    """Each cost by its rule, with its own turn; what was shared as decided stays as it was decided."""
    spent: dict[Payer, int] = defaultdict(int)
    kept: list[int] = []
    rows = Cost.objects.valid().of_year(year).select_related("rule__table", "rule__policy")
    costs = list(rows.prefetch_related("rule__companies").order_by("number"))
    rules = [cost.rule for cost in costs if cost.rule]
    facts = YearFacts(date(year, 1, 1), date(year + 1, 1, 1), rules)
    for cost in costs:
        if cost.rule is None:
            kept.append(cost.pk)
            continue
        weights = facts.weights_of(cost.rule, cost.start_on, cost.end_on)
        try:
            split = split_by_weights(cost.rule, cost.cents, weights, turn=cost.turn)
        except ValidationError:  # nobody weighs anything any more, or meters: as it was recorded
            kept.append(cost.pk)
            continue
        for share in split.shares:
            spent[share.payer] += share.cents
    for payer, cents in _summed(CostShare.objects.filter(cost__in=kept)).items():
        spent[payer] += cents
    return dict(spent)
