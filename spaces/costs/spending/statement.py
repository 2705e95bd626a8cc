"""What one company bears of a year, cost by cost."""

from dataclasses import dataclass

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.spending.models import Cost


@dataclass(frozen=True, slots=True)
class Statement:
    costs: list[Cost]
    total: str
    categories: list[tuple[str, str]]


def statement_of(company: Company, year: int) -> Statement:
    """In the order of their numbers; voided ones are left out. One query."""
    costs = list(Cost.objects.valid().of_year(year).borne_by(company).for_list().order_by("number"))
    by_category: dict[str, int] = {}
    for cost in costs:
        name = str(cost.category)
        by_category[name] = by_category.get(name, 0) + cost.own_cents
    return Statement(
        costs=costs,
        total=format_euro(sum(cost.own_cents for cost in costs), with_cents=True),
        categories=[(name, format_euro(cents, with_cents=True)) for name, cents in by_category.items()],
    )
