"""One cost as its page shows it: who bears how much, and how that was worked out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.sharing.formula import AS_DECIDED, explain
from spaces.costs.sharing.rules import parts_of_rule
from spaces.costs.spending.models import Cost, CostShare


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one bears, as a bar and in words."""

    company: Company | None
    name: str
    amount: str
    empty: str
    width: int
    formulas: list[str]
    is_own: bool


class ShareWriter:
    """Writes the shares of one cost. `wholes` are the weights of all, of its two parts. One query."""

    def __init__(self, cost: Cost) -> None:
        self.cost, rule = cost, cost.rule
        sums = cost.shares.aggregate(fixed=Sum("weight"), rest=Sum("variable_weight"))
        self.wholes = (sums["fixed"] or 0, sums["rest"] or 0)
        self.keys = (rule.fixed_key, rule.variable_key) if rule else (AS_DECIDED, "")
        self.parts = parts_of_rule(cost.cents, rule.fixed_percent) if rule else (cost.cents, 0)
        if cost.fell_back or not self.wholes[1]:
            self.parts = (cost.cents, 0) if self.wholes[0] else (0, cost.cents)
        self.most = max((abs(share) for share in cost.shares.values_list("cents", flat=True)), default=1) or 1

    def row(self, share: CostShare, own: Company | None) -> ShareRow:
        return ShareRow(
            company=share.company,
            name=share.company.name if share.company else _("The community, for empty units"),
            amount=format_euro(share.cents, with_cents=True),
            empty=format_euro(share.empty_cents, with_cents=True) if share.empty_cents else "",
            width=round(100 * abs(share.cents) / self.most),
            formulas=self.formulas(share),
            is_own=own is not None and share.company_id == own.pk,
        )

    def formulas(self, share: CostShare) -> list[str]:
        """A line for each part of the rule, the last with what it comes to."""
        lines = [
            explain(cents, key, pieces, whole)
            for cents, key, pieces, whole in (
                (self.parts[0], self.keys[0], share.fixed, self.wholes[0]),
                (self.parts[1], self.keys[1], share.variable, self.wholes[1]),
            )
            if cents and whole and pieces
        ]
        amount = format_euro(share.cents, with_cents=True)
        if share.empty_cents:
            text = _("and %(amount)s more for empty units")
            lines.append(text % {"amount": format_euro(share.empty_cents, with_cents=True)})
        if share.company is None and not share.cents and lines:
            lines.append(_("shared again among those who pay"))
        elif lines:
            lines[-1] += f" → {amount}"
        return lines


def share_rows(cost: Cost, shares: Iterable[CostShare], own: Company | None) -> list[ShareRow]:
    writer = ShareWriter(cost)
    return [writer.row(share, own) for share in shares]
