"""A table of shares as its page shows it."""

from dataclasses import dataclass

from spaces.building.rules import space_path
from spaces.costs.sharing.models import ShareTable, TableRow


@dataclass(frozen=True, slots=True)
class PartRow:
    code: str
    href: str
    parts: int
    before: int | None  # in the table before; None where the unit was in none
    width: int

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.parts


def table_rows(table: ShareTable) -> list[PartRow]:
    """Units by code, each with its part before. Two queries."""
    before = (
        ShareTable.objects.adopted()
        .filter(name=table.name, valid_from__lt=table.valid_from)
        .order_by("-valid_from")
    )
    old = dict(TableRow.objects.filter(table__in=before[:1].values("pk")).values_list("unit", "parts"))
    rows = list(table.rows.select_related("unit"))
    most = max((row.parts for row in rows), default=0) or 1
    return [
        PartRow(
            row.unit.code,
            space_path(row.unit.code),
            row.parts,
            old.get(row.unit_id),
            round(100 * row.parts / most),
        )
        for row in rows
    ]
