"""What a proposal costs each company: today's shares until it is decided, then those that were decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.hooks import CostKey, cost_keys
from governance.proposals.models import Proposal
from governance.proposals.share_models import ProposalShare
from members.companies.models import Company
from multifactory.lib.formats import format_euro
from multifactory.lib.shares import shares

Shares = Mapping[int | None, int]  # cents by the id of the company; None: of the units nobody holds


def _equal(day: date) -> dict[int | None, int]:
    return dict.fromkeys(Company.objects.current(day).values_list("pk", flat=True), 1)


EQUAL = CostKey("equal", _("the same for every company"), _equal)


def cost_shares(proposal: Proposal, day: date | None = None) -> Shares:
    """As decided, else by the weights of a day (today): in all exactly the cost.

    Empty where nothing or nobody is to pay. In the order of the companies' ids, what nobody holds last.
    """
    if proposal.state == Proposal.State.DECIDED:
        return dict(proposal.shares.order_by("pk").values_list("company", "cents"))
    return weigh_shares(proposal, day or timezone.localdate())


def weigh_shares(proposal: Proposal, day: date) -> dict[int | None, int]:
    key = cost_keys.get(proposal.cost_key)
    weights = key.weights(day) if key and proposal.cost_cents else {}
    if not any(weights.values()):
        return {}
    ids = sorted(weights, key=lambda company: (company is None, company))
    cents = shares(proposal.cost_cents or 0, [weights[company] for company in ids])
    return dict(zip(ids, cents, strict=True))


def keep_shares(proposal: Proposal, *, day: date) -> None:
    """Write down what each company bears, within the caller's transaction, which decides the proposal."""
    if proposal.shares.exists():
        return
    shared = weigh_shares(proposal, day)
    ProposalShare.objects.bulk_create(
        ProposalShare(proposal=proposal, company_id=company, cents=cents) for company, cents in shared.items()
    )


@dataclass(frozen=True)
class CostSummary:
    """What a proposal costs in all; for a company that pays, its share; and what falls to empty units."""

    total: str
    key: str
    share: str
    empty: str
    is_decided: bool


def cost_summary(proposal: Proposal, company: Company | None) -> CostSummary | None:
    if proposal.cost_cents is None:
        return None
    shared = cost_shares(proposal)
    own = shared.get(company.pk) if company else None
    return CostSummary(
        total=format_euro(proposal.cost_cents),
        key=cost_keys.label(proposal.cost_key),
        share="" if own is None else format_euro(own),
        empty=format_euro(shared[None]) if shared.get(None) else "",
        is_decided=bool(shared) and proposal.state == Proposal.State.DECIDED,
    )
