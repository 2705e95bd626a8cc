"""A fund as its page shows it: what was decided, called and spent, and each company's part."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.funds.models import Fund, FundCall
from spaces.costs.funds.paid_in import called_by_payer, decided_shares
from spaces.costs.spending.models import Cost


@dataclass(frozen=True, slots=True)
class PayerRow:
    """What one pays in all, what of it was called, as a bar and in words."""

    name: str
    whole: str
    called: str
    width: int  # of the whole share, beside the largest
    is_own: bool
    is_community: bool


@dataclass(frozen=True, slots=True)
class FundView:
    whole: str
    called: str
    to_call: str  # empty: all of it was called
    spent: str
    left: str  # of what was called; below zero where more was spent
    is_short: bool
    calls: list[FundCall]
    rows: list[PayerRow]


def fund_view(fund: Fund, own: Company | None) -> FundView:
    """Five queries, whatever the number of companies."""
    decided, called = decided_shares(fund.authorisation), called_by_payer(fund)
    spent = (
        Cost.objects.valid().filter(authorisation=fund.authorisation).aggregate(all=Sum("cents"))["all"] or 0
    )
    in_all = sum(called.values())
    to_call = sum(decided.values()) - in_all
    names = dict(Company.objects.filter(pk__in=[pk for pk in decided if pk]).values_list("pk", "name"))
    most = max(decided.values(), default=0) or 1
    return FundView(
        whole=_euro(fund.authorisation.cents),
        called=_euro(in_all),
        to_call=_euro(to_call) if to_call else "",
        spent=_euro(spent),
        left=_euro(in_all - spent),
        is_short=spent > in_all,
        calls=list(fund.calls.order_by("number")),
        rows=[
            PayerRow(
                name=names[payer] if payer else _("The community, for empty units"),
                whole=_euro(cents),
                called=_euro(called.get(payer, 0)),
                width=round(100 * cents / most),
                is_own=own is not None and payer == own.pk,
                is_community=payer is None,
            )
            for payer, cents in sorted(decided.items(), key=lambda one: -one[1])
        ],
    )


def _euro(cents: int) -> str:
    return format_euro(cents, with_cents=True)
