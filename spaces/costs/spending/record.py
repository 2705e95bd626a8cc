"""A year as a table: all that is needed to add it up again in a spreadsheet."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from spaces.costs.spending.models import CostShare

CHUNK = 2000  # rows read at a time


def header() -> list[str]:
    return [
        *(_("Number"), _("What for"), _("Category"), _("Amount"), _("From"), _("To (first day after)")),
        *(_("Voided"), _("Rule"), _("Decided by"), _("Company"), _("Bears"), _("Of which for empty units")),
        *(_("Weight"), _("Weight of the rest"), _("Turn")),
    ]


def record_rows(year: int) -> Iterator[list[object]]:
    """A line a share, in the order of the numbers, read bit by bit. An empty company is the community."""
    shares = CostShare.objects.filter(cost__year=year).order_by("cost__number", "pk")
    related = ("cost__category", "cost__rule", "cost__authorisation__resolution", "company")
    for share in shares.select_related(*related).iterator(chunk_size=CHUNK):
        cost = share.cost
        yield [
            *(cost.reference, cost.title, cost.category, to_euro(cost.cents)),
            *(cost.start_on.isoformat(), cost.end_on.isoformat()),
            "" if cost.voided_at is None else cost.void_reason,
            cost.rule or "",
            cost.authorisation.resolution.reference if cost.authorisation else "",
            share.company.name if share.company else "",
            *(to_euro(share.cents), to_euro(share.empty_cents)),
            *(share.weight, share.variable_weight, cost.turn),
        ]


def to_euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
