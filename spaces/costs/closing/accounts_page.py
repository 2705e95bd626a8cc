"""The accounts of a year as their page and a proposal show them: every line, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.closing.accounts import AccountLine, accounts_of
from spaces.costs.closing.models import Closing


@dataclass(frozen=True, slots=True)
class LineRow:
    company_id: int | None
    name: str
    recorded: str
    spent: str
    quotas: str
    difference: str
    is_back: bool  # the company gets it back
    cents: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class AccountsView:
    year: int
    closing: Closing | None
    total: str
    rows: list[LineRow]


def accounts_view(year: int) -> AccountsView:
    """As they were closed, else as they stand."""
    closing = Closing.objects.filter(year=year, reopened_by=None).select_related("resolution").first()
    if closing is None:
        accounts = accounts_of(year)
        return AccountsView(year, None, _euro(accounts.cents), _rows(accounts.lines))
    lines = [
        AccountLine(one.company_id, one.recorded_cents, one.spent_cents, one.quota_cents)
        for one in closing.adjustments.all()
    ]
    return AccountsView(year, closing, _euro(closing.cents), _rows(lines))


def _rows(lines: Iterable[AccountLine]) -> list[LineRow]:
    lines = list(lines)
    payers = [line.payer for line in lines if line.payer]
    names = dict(Company.objects.filter(pk__in=payers).values_list("pk", "name"))
    rows = [
        LineRow(
            company_id=line.payer,
            name=names[line.payer] if line.payer else _("The community, for empty units"),
            recorded=_euro(line.recorded),
            spent=_euro(line.spent),
            quotas=_euro(line.quotas),
            difference=_euro(abs(line.difference)),
            is_back=line.difference < 0,
            cents=(line.recorded, line.spent, line.quotas, line.difference),
        )
        for line in lines
    ]
    return sorted(rows, key=lambda row: (row.company_id is None, row.name.casefold()))


def _euro(cents: int) -> str:
    return format_euro(cents, with_cents=True)
