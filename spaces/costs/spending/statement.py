"""What one company bears of a year, cost by cost."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.spending.models import Cost


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A cost as its row says it: there may be hundreds."""

    reference: str
    url: str
    title: str
    category: str
    rule: str
    start_on: date
    cents: int
    own_cents: int
    amount: str
    own_amount: str


@dataclass(frozen=True, slots=True)
class Statement:
    rows: list[StatementRow]
    total: str
    categories: list[tuple[str, str]]


def statement_of(company: Company, year: int) -> Statement:
    """In the order of their numbers; voided ones are left out. One query."""
    costs = Cost.objects.valid().of_year(year).borne_by(company).select_related("category", "rule")
    rows = [_row(cost) for cost in costs.order_by("number")]
    by_category: dict[str, int] = defaultdict(int)
    for row in rows:
        by_category[row.category] += row.own_cents
    return Statement(
        rows=rows,
        total=format_euro(sum(row.own_cents for row in rows), with_cents=True),
        categories=[(name, format_euro(cents, with_cents=True)) for name, cents in by_category.items()],
    )


def _row(cost: Cost) -> StatementRow:
    return StatementRow(
        reference=cost.reference,
        url=cost.get_absolute_url(),
        title=cost.title,
        category=str(cost.category),
        rule=str(cost.rule) if cost.rule else _("as it was decided"),
        start_on=cost.start_on,
        cents=cost.cents,
        own_cents=cost.own_cents,
        amount=cost.amount,
        own_amount=format_euro(cost.own_cents, with_cents=True),
    )
