"""What was decided, called and spent of funds, by who pays. Read, not kept."""

from collections import defaultdict

from django.db.models import Sum

from governance.proposals.share_models import ProposalShare
from spaces.costs.funds.models import Fund, FundQuota
from spaces.costs.funds.rules import paid_by_fund
from spaces.costs.sharing.weights import Payer
from spaces.costs.spending.models import Authorisation, CostShare

ByYear = dict[int, dict[Payer, int]]


def decided_shares(authorisation: Authorisation) -> dict[Payer, int]:
    rows = ProposalShare.objects.filter(proposal__resolutions=authorisation.resolution_id)
    return dict(rows.order_by("pk").values_list("company", "cents"))


def called_by_payer(fund: Fund) -> dict[Payer, int]:
    rows = FundQuota.objects.filter(call__fund=fund, call__voided_at__isnull=True)
    return dict(rows.order_by().values_list("company").annotate(all=Sum("cents")))


def used_in_year(year: int) -> dict[Payer, int]:
    """How much of what each bears in a year was paid from funds. Two queries, whatever their number."""
    called: dict[int, ByYear] = defaultdict(lambda: defaultdict(dict))
    spent: dict[int, ByYear] = defaultdict(lambda: defaultdict(dict))
    quotas = FundQuota.objects.filter(call__voided_at__isnull=True, call__due_on__year__lte=year).order_by()
    rows = quotas.values_list("call__fund", "call__due_on__year", "company").annotate(all=Sum("cents"))
    for fund, due, payer, cents in rows:
        called[fund][due][payer] = cents
    shares = CostShare.objects.filter(
        cost__voided_at__isnull=True, cost__year__lte=year, cost__authorisation__fund__isnull=False
    ).order_by()
    costs = shares.values_list("cost__authorisation__fund", "cost__year", "company")
    for fund, of_year, payer, cents in costs.annotate(all=Sum("cents")):
        spent[fund][of_year][payer] = cents
    used: dict[Payer, int] = defaultdict(int)
    for fund, by_year in spent.items():
        for payer, cents in paid_by_fund(year, called[fund], by_year).items():
            used[payer] += cents
    return dict(used)
