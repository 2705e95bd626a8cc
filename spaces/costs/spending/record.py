"""A year as a table: all that is needed to add it up again in a spreadsheet."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from multifactory.lib.csv import stream_csv
from spaces.costs.spending.models import Cost, CostShare

CHUNK = 2000  # rows read at a time


def header(*, has_common: bool) -> list[str]:
    """Where a cost of the year was shared by meters, with what nobody used alone, too."""
    common = [_("Common parts and losses")] if has_common else []
    return [
        *(_("Number"), _("What for"), _("Category"), _("Amount"), _("From"), _("To (first day after)")),
        *(_("Voided"), _("Rule"), _("Decided by"), _("Company"), _("Bears"), _("Of which for empty units")),
        *(_("Weight"), _("Weight of the rest"), _("Turn")),
        *common,
    ]


def has_common_use(year: int) -> bool:
    """The file of any other year stays as it was, to the byte: companies have voted on its hash."""
    return Cost.objects.of_year(year).filter(common_use__gt=0).exists()


def record_rows(year: int, *, has_common: bool) -> Iterator[list[object]]:
    """A line a share, in the order of the numbers, read bit by bit. An empty company is the community.

    In the language of the call. Numbers have no gap, so what is recorded while it is read is left out.
    """
    related = ("category", "rule", "authorisation__resolution", "budget_line__budget__resolution")
    costs = {cost.pk: _Cells(cost) for cost in Cost.objects.of_year(year).select_related(*related)}
    shares = CostShare.objects.filter(cost__year=year, cost__number__lte=len(costs))
    return _lines(costs, shares.order_by("cost__number", "pk"), has_common=has_common)


def _lines(
    costs: dict[int, "_Cells"], shares: QuerySet[CostShare], *, has_common: bool
) -> Iterator[list[object]]:
    named = ("cost", "company__name", "cents", "empty_cents", "weight", "variable_weight")
    for pk, company, cents, empty, *weights in shares.values_list(*named).iterator(chunk_size=CHUNK):
        cost = costs[pk]
        row = [*cost.before, company or "", to_euro(cents), to_euro(empty), *weights, cost.turn]
        yield [*row, cost.common_use] if has_common else row


class _Cells:
    """What the lines of all shares of a cost say of it."""

    def __init__(self, cost: Cost) -> None:
        self.turn, self.common_use = cost.turn, cost.common_use
        self.before: list[object] = [
            *(cost.reference, cost.title, str(cost.category), to_euro(cost.cents)),
            *(cost.start_on.isoformat(), cost.end_on.isoformat()),
            "" if cost.voided_at is None else cost.void_reason,
            str(cost.rule or ""),
            cost.decision.reference if cost.decision else "",
        ]


def record_response(year: int, language: str) -> StreamingHttpResponse:
    """The file in a language. In English it is the file whose hash companies vote on at the year's end."""
    has_common = has_common_use(year)
    with override(language):
        head, rows = header(has_common=has_common), record_rows(year, has_common=has_common)
    return stream_csv(f"costs-{year}.csv", head, rows)


def record_sha256(year: int) -> str:
    found = sha256()
    for part in record_response(year, "en"):
        found.update(part.encode() if isinstance(part, str) else part)
    return found.hexdigest()


def to_euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
