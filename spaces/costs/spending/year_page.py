"""The costs of a year in figures: by category, by month, for each m² and each company."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum, Value
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.building.columns import ColumnChart
from spaces.building.models import Space
from spaces.costs.budgets.models import Budget, BudgetLine, CostYear, MonthlyQuota
from spaces.costs.sharing.models import SharingRule
from spaces.costs.spending.chart import by_month, draw_year
from spaces.costs.spending.models import Cost, CostShare


@dataclass(frozen=True, slots=True)
class CategoryBar:
    """What was spent in a category; its bar beside that of the largest."""

    label: str
    code: str
    count: str  # the amount, as the bars call it
    own: str
    width: int
    budget: str
    budget_at: int | None  # where on the bar the budget ends
    apart: str  # what of it decisions of their own allowed, beside the budget
    is_over: bool


@dataclass(frozen=True, slots=True)
class YearFigures:
    total: str
    draft: Budget | None  # of the budget, until one is adopted
    budget: str
    per_m2: str
    per_company: str
    empty: str
    own: str
    categories: list[CategoryBar]
    chart: ColumnChart | None
    months: list[tuple[str, str]]

    @property
    def bars(self) -> list[CategoryBar]:
        return self.categories


def years_with_costs() -> list[int]:
    """From the first to the last year with a cost, a budget or a fund, and this one; the latest first.

    One query. A year that anything was recorded in has its row.
    """
    rows = (model.objects.order_by().values_list("year") for model in (Budget, CostYear))
    years = Cost.objects.order_by().values_list("year").union(*rows)
    found = [timezone.localdate().year, *(year for (year,) in years)]
    return list(range(max(found), min(found) - 1, -1))


def costs_of_year(year: int) -> list[Cost]:
    """All of a year, voided ones too, the latest first, with what its figures need and no more. One query."""
    read = ("year", "category", "authorisation", "cents", "start_on", "end_on", "voided_at")
    rows = Cost.objects.of_year(year).order_by("-number").select_related("category")
    return list(rows.only(*read, "category__code", "category__name_en", "category__name_it"))


def year_figures(year: int, company: Company | None, recorded: list[Cost]) -> YearFigures:
    """Of all that was recorded in a year. Four queries, whatever its number."""
    costs = [cost for cost in recorded if not cost.is_voided]
    total = sum(cost.cents for cost in costs)
    sums = _sums_by_category(year, company)
    own = {category: one for category, (one, _empty) in sums.items()}
    empty = sum(one for _own, one in sums.values())
    lines = _budget_lines(year)
    budget = {line.category_id: line for line in lines if not line.budget.is_draft}
    months = by_month((cost.cents, cost.start_on, cost.end_on) for cost in costs)
    names = [(str(MONTHS_3[month]).capitalize(), str(MONTHS[month])) for month in range(1, 13)]
    return YearFigures(
        total=format_euro(total, with_cents=True),
        draft=next((line.budget for line in lines if line.budget.is_draft), None),
        budget=_euro_or_nothing(sum(line.cents for line in budget.values())),
        per_m2=_per(total, _square_metres(year)),
        per_company=_per(total - empty, _number_of_members(costs)),
        empty=format_euro(empty, with_cents=True) if empty else "",
        own=format_euro(sum(own.values()), with_cents=True) if company else "",
        categories=_categories(costs, budget, own, has_own=company is not None),
        chart=draw_year(months, names),
        months=[
            (long, format_euro(cents, with_cents=True))
            for (_short, long), cents in zip(names, months, strict=True)
        ],
    )


def _budget_lines(year: int) -> list[BudgetLine]:
    return list(BudgetLine.objects.filter(budget__year=year).select_related("category", "budget"))


def _categories(
    costs: list[Cost], budget: dict[int, BudgetLine], own: dict[int, int], *, has_own: bool
) -> list[CategoryBar]:
    """What was spent beside what the budget has for it; the most spent first."""
    spent: dict[Any, int] = {line.category: 0 for line in budget.values()}
    apart: dict[int, int] = defaultdict(int)
    for cost in costs:
        spent[cost.category] = spent.get(cost.category, 0) + cost.cents
        if cost.authorisation_id and cost.category_id in budget:
            apart[cost.category_id] += cost.cents
    most = max([*spent.values(), *(line.cents for line in budget.values()), 1])
    return [
        CategoryBar(
            label=str(category),
            code=category.code,
            count=format_euro(cents, with_cents=True),
            own=format_euro(own.get(category.pk, 0), with_cents=True) if has_own else "",
            width=max(0, round(100 * cents / most)),
            budget=budget[category.pk].amount if category.pk in budget else "",
            budget_at=round(100 * budget[category.pk].cents / most) if category.pk in budget else None,
            apart=_euro_or_nothing(apart[category.pk]),
            is_over=category.pk in budget and cents - apart[category.pk] > budget[category.pk].cents,
        )
        for category, cents in sorted(spent.items(), key=lambda one: -one[1])
    ]


def _sums_by_category(year: int, company: Company | None) -> dict[int, tuple[int, int]]:
    """By category what the company bears and what fell to empty units, whoever bears it. One query.

    Of the many shares only those are read that can have one of the two: a rule that shares empty units again
    says so.
    """
    rows = CostShare.objects.filter(cost__year=year, cost__voided_at__isnull=True).order_by()
    is_own = Q(company=company) if company else Q(pk=None)
    of_two = rows.filter(is_own | Q(company__isnull=True)).values_list("cost__category")
    again = rows.filter(cost__rule__empty=SharingRule.Empty.AGAIN).values_list("cost__category")
    sums = of_two.annotate(
        own=Sum("cents", filter=is_own, default=0),
        empty=Sum("cents", filter=Q(company__isnull=True), default=0),
    ).union(again.annotate(own=Value(0), empty=Sum("empty_cents", default=0)), all=True)
    found: dict[int, tuple[int, int]] = {}
    for category, own, empty in sums:
        before = found.get(category, (0, 0))
        found[category] = before[0] + own, before[1] + empty
    return found


def _number_of_members(costs: list[Cost]) -> int:
    """On some day of these costs."""
    if not costs:
        return 0
    first, end = min(cost.start_on for cost in costs), max(cost.end_on for cost in costs)
    return Company.objects.during(first, end).count()


@dataclass(frozen=True, slots=True)
class OwnQuotas:
    """What a company pays of the budget of a year, and the next of it."""

    total: str
    next_amount: str
    next_on: date | None


def own_quotas(year: int, company: Company | None) -> OwnQuotas | None:
    """None where it has none. One query."""
    rows = MonthlyQuota.objects.standing().filter(budget__year=year, company=company)
    quotas = list(rows.order_by("due_on").values_list("due_on", "cents")) if company else []
    if not quotas:
        return None
    today = timezone.localdate()
    coming = next(((day, cents) for day, cents in quotas if day >= today), None)
    return OwnQuotas(
        total=format_euro(sum(cents for _day, cents in quotas), with_cents=True),
        next_amount=format_euro(coming[1], with_cents=True) if coming else "",
        next_on=coming[0] if coming else None,
    )


def _square_metres(year: int) -> float:
    units = Space.objects.units().meeting(date(year, 1, 1), date(year + 1, 1, 1))
    return float(units.aggregate(area=Sum("area_m2", default=0))["area"])


def _per(cents: int, whole: float) -> str:
    return format_euro(round(cents / whole), with_cents=True) if whole and cents else ""


def _euro_or_nothing(cents: int) -> str:
    return format_euro(cents, with_cents=True) if cents else ""
