"""A year as a table: all that is needed to add it up again in a spreadsheet."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

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
    """A line a share, in the order of the numbers, read bit by bit. An empty company is the community."""
    shares = CostShare.objects.filter(cost__year=year).order_by("cost__number", "pk")
    related = ("cost__category", "cost__rule", "cost__authorisation__resolution", "company")
    lines = ("cost__budget_line__budget__resolution",)
    for share in shares.select_related(*related, *lines).iterator(chunk_size=CHUNK):
        yield [*_row(share), share.cost.common_use] if has_common else _row(share)


def _row(share: CostShare) -> list[object]:
    cost = share.cost
    return [
        *(cost.reference, cost.title, str(cost.category), to_euro(cost.cents)),
        *(cost.start_on.isoformat(), cost.end_on.isoformat()),
        "" if cost.voided_at is None else cost.void_reason,
        str(cost.rule or ""),
        cost.decision.reference if cost.decision else "",
        share.company.name if share.company else "",
        *(to_euro(share.cents), to_euro(share.empty_cents)),
        *(share.weight, share.variable_weight, cost.turn),
    ]


def record_response(year: int, language: str) -> StreamingHttpResponse:
    """The file in a language. In English it is the file whose hash companies vote on at the year's end."""
    has_common = has_common_use(year)
    with override(language):
        head, rows = header(has_common=has_common), iter(record_rows(year, has_common=has_common))
        return stream_csv(f"costs-{year}.csv", head, _in_language(rows, language))


def _in_language(rows: Iterator[list[object]], language: str) -> Iterator[list[object]]:
    while True:
        with override(language):
            row = next(rows, None)
        if row is None:
            return
        yield row


def record_sha256(year: int) -> str:
    found = sha256()
    for part in record_response(year, "en"):
        found.update(part.encode() if isinstance(part, str) else part)
    return found.hexdigest()


def to_euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
