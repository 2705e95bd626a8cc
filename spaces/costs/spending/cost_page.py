"""One cost as its page shows it: who bears how much, and how that was worked out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.formats import format_euro
from spaces.costs.metering.models import MeterKind
from spaces.costs.sharing.formula import AS_DECIDED, explain
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import common_part, parts_of_rule
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
        self.unit = unit_of(rule)
        self.parts = _parts(cost, self.wholes)
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
            explain(cents, key, pieces, whole, self.unit)
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


def unit_of(rule: SharingRule | None) -> str:
    """Of the meters it shares by."""
    return MeterKind(rule.meter_kind).unit if rule and rule.meter_kind else ""


def _parts(cost: Cost, wholes: tuple[int, int]) -> tuple[int, int]:
    """The cents shared by the first key, and by that of the rest."""
    fixed, variable = parts_of_rule(cost.cents, cost.rule.fixed_percent) if cost.rule else (cost.cents, 0)
    common = common_part(variable, cost.common_use, wholes[1]) if cost.common_use else 0
    if cost.fell_back or not (wholes[1] or cost.common_use):
        return (cost.cents, 0) if wholes[0] else (0, cost.cents)
    return fixed + common, variable - common


def explain_parts(cost: Cost) -> list[str]:
    """How the cost is divided before it is shared: what falls to common parts and losses, or back."""
    rule = cost.rule
    if cost.fell_back:
        return [fall_back_words(rule, used_by_meters(cost))]
    if rule is None or not cost.common_use:
        return []
    return [common_words(rule, cost.cents, cost.common_use, used_by_meters(cost))]


def fall_back_words(rule: SharingRule | None, used: int) -> str:
    if rule and rule.variable_key == SharingRule.Key.METERED and not used:
        return _("Nobody used anything by the meters in these days, so all is shared by the first key.")
    return _("One part of the rule had nobody to share it among, so all is shared by the other.")


def common_words(rule: SharingRule, cents: int, common: int, used: int) -> str:
    """What of the part by meters falls to common parts and losses, worked out."""
    fixed, variable = parts_of_rule(cents, rule.fixed_percent)
    formula = explain(variable, rule.variable_key, [[common, 1]], common + used, unit_of(rule))
    amount = format_euro(common_part(variable, common, used), with_cents=True)
    text = _("Common parts and losses: %(formula)s → %(amount)s, shared with the %(fixed)s of the first key.")
    return text % {"formula": formula, "amount": amount, "fixed": format_euro(fixed, with_cents=True)}


def used_by_meters(cost: Cost) -> int:
    return cost.shares.aggregate(all=Sum("variable_weight"))["all"] or 0


def share_rows(cost: Cost, shares: Iterable[CostShare], own: Company | None) -> list[ShareRow]:
    writer = ShareWriter(cost)
    return [writer.row(share, own) for share in shares]
