"""Sharing a cost: weights in, cents out. Whole numbers, and always exactly the cost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from multifactory.lib.shares import shares
from spaces.costs.sharing.weights import Payer, Pieces, Weights, weight_of

TABLE_WHOLE = 100_000  # hundredths of a thousandth: what a table sums to
MOST_CENTS = 10_000_000_00  # of one cost


class NoWeightsError(ValueError):
    """Nobody weighs anything in the period, so there is nobody to pay."""


@dataclass(slots=True)
class Share:
    """What one payer bears; None is the community, for what nobody holds.

    `empty_cents` is the part of `cents` that was shared again because units were empty. `fixed` and
    `variable` are the weights of the two parts of the rule.
    """

    payer: Payer
    cents: int = 0
    empty_cents: int = 0
    fixed: Pieces = field(default_factory=dict)
    variable: Pieces = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Split:
    """A cost as shared: companies in the order of their ids, the community last."""

    shares: list[Share]
    fixed_cents: int
    variable_cents: int
    fell_back: bool = False  # one part had no weights, so the other key shares all
    common: int = 0  # of what the other part is shared by, what nobody used alone
    common_cents: int = 0  # what falls to it, shared by the first key and within `fixed_cents`

    @property
    def empty_cents(self) -> int:
        """What falls to empty units, whoever bears it."""
        return sum(one.empty_cents for one in self.shares if one.payer is not None) + sum(
            one.cents for one in self.shares if one.payer is None
        )


def parts_of_rule(cents: int, fixed_percent: int) -> tuple[int, int]:
    """A cost divided into its fixed and its other part, by largest remainder."""
    fixed, variable = shares(cents, [fixed_percent, 100 - fixed_percent])
    return fixed, variable


def split_cost(
    cents: int,
    fixed: Weights,
    variable: Weights | None = None,
    *,
    fixed_percent: int = 100,
    turn: int = 0,
    shares_empty_again: bool = False,
    common: int = 0,
) -> Split:
    """Share a cost (a refund: below zero) by one key, or a part of it by another.

    Of the other part, what falls to `common` (common parts and losses) is shared by the first key. Where one
    part has no weights (nobody used anything), the other key shares all. NoWeightsError where none has. Cents
    that are left over by equal remainders begin at the payer `turn`, counted from 0.
    """
    has_fixed, has_variable = _has_weight(fixed), _has_weight(variable or {})
    if not has_fixed and not has_variable:
        raise NoWeightsError
    fixed_cents, variable_cents = parts_of_rule(cents, fixed_percent)
    common_cents, fell_back = 0, False
    if not has_fixed:
        fell_back, common = fixed_cents != 0, 0
        fixed_cents, variable_cents = 0, cents
    elif variable is not None and (has_variable or common):
        common_cents = common_part(variable_cents, common, sum(map(weight_of, variable.values())))
        fixed_cents, variable_cents = fixed_cents + common_cents, variable_cents - common_cents
    else:
        fell_back = variable is not None and variable_cents != 0
        fixed_cents, variable_cents, common = cents, 0, 0
    found: dict[Payer, Share] = {}
    if has_fixed:
        _share_part(found, fixed_cents, fixed, "fixed", turn, shares_empty_again)
    if variable and has_variable and variable_cents:
        _share_part(found, variable_cents, variable, "variable", turn, shares_empty_again)
    ordered = sorted(found.values(), key=lambda one: (one.payer is None, one.payer))
    return Split(ordered, fixed_cents, variable_cents, fell_back, common, common_cents)


def common_part(cents: int, common: int, used: int) -> int:
    """Of the part by use, the cents of common parts and losses."""
    return shares(cents, [common, used])[0]


def _has_weight(weights: Weights) -> bool:
    return any(weight_of(pieces) for pieces in weights.values())


def _share_part(
    found: dict[Payer, Share], cents: int, weights: Weights, name: str, turn: int, again: bool
) -> None:
    """Add one part of the cost to the shares. Payers in the order of their ids, empty units last."""
    weighed = {payer: weight_of(pieces) for payer, pieces in weights.items()}
    companies = sorted(payer for payer, weight in weighed.items() if weight and payer is not None)
    payers: list[Payer] = [*companies, None] if weighed.get(None) else [*companies]
    borne = dict(zip(payers, shares(cents, [weighed[payer] for payer in payers], turn=turn), strict=True))
    extra: dict[Payer, int] = {}
    if again and companies and borne.get(None):
        rest = shares(borne[None], [weighed[company] for company in companies], turn=turn)
        extra = dict(zip(companies, rest, strict=True))
        borne[None] = 0
    for payer in payers:
        share = found.setdefault(payer, Share(payer))
        share.cents += borne[payer] + extra.get(payer, 0)
        share.empty_cents += extra.get(payer, 0)
        setattr(share, name, weights[payer])


def table_faults(parts: dict[str, int], units: Sequence[str]) -> list[tuple[str, Any]]:
    """What is wrong with a table by the codes of its units: (kind, what)."""
    faults: list[tuple[str, Any]] = []
    if missing := sorted(set(units) - set(parts)):
        faults.append(("missing", missing))
    if unknown := sorted(set(parts) - set(units)):
        faults.append(("unknown", unknown))
    if difference := sum(parts.values()) - TABLE_WHOLE:
        faults.append(("sum", difference))
    return faults
