"""The costs of a year in figures: by category, by month, for each m² and each company."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, Sum
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.building.models import Space
from spaces.costs.spending.chart import YearChart, by_month, draw_year
from spaces.costs.spending.models import Cost, CostShare


@dataclass(frozen=True, slots=True)
class CategoryBar:
    """What was spent in a category; its bar beside that of the largest."""

    label: str
    code: str
    count: str  # the amount, as the bars call it
    own: str
    width: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    total: str
    per_m2: str
    per_company: str
    empty: str
    own: str
    categories: list[CategoryBar]
    chart: YearChart | None
    months: list[tuple[str, str]]

    @property
    def bars(self) -> list[CategoryBar]:
        return self.categories


def years_with_costs() -> list[int]:
    """From the first to the last year, and this one; the latest first. One query."""
    found = Cost.objects.aggregate(first=Min("year"), last=Max("year"))
    today = timezone.localdate().year
    return list(range(max(found["last"] or today, today), min(found["first"] or today, today) - 1, -1))


def year_figures(year: int, company: Company | None) -> YearFigures:
    """Four queries, whatever the number of costs."""
    costs = list(
        Cost.objects.valid()
        .of_year(year)
        .select_related("category")
        .order_by("category__position", "category__code")
    )
    total = sum(cost.cents for cost in costs)
    own = _own_by_category(year, company)
    empty, payers = _shared(year)
    months = by_month((cost.cents, cost.start_on, cost.end_on) for cost in costs)
    names = [(str(MONTHS_3[month]).capitalize(), str(MONTHS[month])) for month in range(1, 13)]
    return YearFigures(
        total=format_euro(total, with_cents=True),
        per_m2=_per(total, _square_metres(year)),
        per_company=_per(total - empty, payers),
        empty=format_euro(empty, with_cents=True) if empty else "",
        own=format_euro(sum(own.values()), with_cents=True) if company else "",
        categories=_categories(costs, own, has_own=company is not None),
        chart=draw_year(months, names),
        months=[
            (long, format_euro(cents, with_cents=True))
            for (_short, long), cents in zip(names, months, strict=True)
        ],
    )


def _categories(costs: list[Cost], own: dict[int, int], *, has_own: bool) -> list[CategoryBar]:
    spent: dict[Any, int] = {}
    for cost in costs:
        spent[cost.category] = spent.get(cost.category, 0) + cost.cents
    most = max([*spent.values(), 1])
    return [
        CategoryBar(
            label=str(category),
            code=category.code,
            count=format_euro(cents, with_cents=True),
            own=format_euro(own.get(category.pk, 0), with_cents=True) if has_own else "",
            width=max(0, round(100 * cents / most)),
        )
        for category, cents in sorted(spent.items(), key=lambda one: -one[1])
    ]


def _own_by_category(year: int, company: Company | None) -> dict[int, int]:
    if company is None:
        return {}
    rows = CostShare.objects.filter(company=company, cost__year=year, cost__voided_at__isnull=True)
    return dict(rows.order_by().values_list("cost__category").annotate(cents=Sum("cents")))


def _shared(year: int) -> tuple[int, int]:
    """What fell to empty units, whoever bears it, in cents; and how many companies bore something."""
    rows = CostShare.objects.filter(cost__year=year, cost__voided_at__isnull=True)
    sums = rows.aggregate(
        community=Sum("cents", filter=Q(company__isnull=True), default=0),
        again=Sum("empty_cents", filter=Q(company__isnull=False), default=0),
    )
    payers = rows.filter(company__isnull=False).order_by().values("company").distinct().count()
    return sums["community"] + sums["again"], payers


def _square_metres(year: int) -> float:
    units = Space.objects.units().meeting(date(year, 1, 1), date(year + 1, 1, 1))
    return float(units.aggregate(area=Sum("area_m2", default=0))["area"])


def _per(cents: int, whole: float) -> str:
    return format_euro(round(cents / whole), with_cents=True) if whole and cents else ""
