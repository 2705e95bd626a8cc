"""What a proposal would cost each company. A key of sharing by facts of a higher app comes from that app."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format

from governance.proposals.models import Proposal
from members.companies.models import Company
from multifactory.lib.shares import shares

# The weight of each company on a day, by its id; those not named have none.
Weights = Callable[[date], Mapping[int, int]]

_weights_by_key: dict[str, Weights] = {}


def register_cost_key(key: str, weights: Weights) -> None:
    _weights_by_key[key] = weights


def _equal(day: date) -> dict[int, int]:
    return dict.fromkeys(Company.objects.current(day).values_list("pk", flat=True), 1)


register_cost_key(Proposal.CostKey.EQUAL, _equal)


def cost_shares(proposal: Proposal, day: date | None = None) -> dict[int, int]:
    """Cents for each company by its id, in all exactly the cost; empty where nothing or nobody is to pay."""
    weights = _weights_by_key[proposal.cost_key](day or timezone.localdate()) if proposal.cost_cents else {}
    if not any(weights.values()):
        return {}
    ids = sorted(weights)
    return dict(zip(ids, shares(proposal.cost_cents or 0, [weights[one] for one in ids]), strict=True))


def format_euro(cents: int) -> str:
    """1234567 is 12,345.67, in the way of the reader's language."""
    return number_format(Decimal(cents) / 100, decimal_pos=2, use_l10n=True, force_grouping=True)


def cost_summary(proposal: Proposal, company: Company | None) -> dict[str, str] | None:
    """What it costs in all and, for a company that would pay, its share."""
    if proposal.cost_cents is None:
        return None
    share = cost_shares(proposal).get(company.pk) if company else None
    return {"total": format_euro(proposal.cost_cents), "share": "" if share is None else format_euro(share)}
