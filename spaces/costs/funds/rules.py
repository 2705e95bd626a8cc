"""What each pays into a fund, and how much of a year's costs a fund has paid already. Pure, in cents."""

from collections.abc import Mapping

from multifactory.lib.shares import shares
from spaces.costs.sharing.weights import Payer

Cents = Mapping[Payer, int]


def share_call(cents: int, decided: Cents, called: Cents) -> dict[Payer, int]:
    """A part of a fund, by what each has still to pay of its decided share.

    Nobody is ever asked for more than was decided, and after the last part everybody has paid exactly that.
    ValueError where less than `cents` is left.
    """
    left = {payer: share - called.get(payer, 0) for payer, share in decided.items()}
    if cents > sum(left.values()):
        raise ValueError("More than is left of what was decided.")
    return dict(zip(left, shares(cents, list(left.values())), strict=True)) if left else {}


def paid_by_fund(year: int, called: Mapping[int, Cents], spent: Mapping[int, Cents]) -> dict[Payer, int]:
    """How much of what each bears in a year its part of the fund pays; both by the year it fell due.

    What was set aside is used in the order of the years, and what is over stays for the next.
    """
    left: dict[Payer, int] = {}
    used: dict[Payer, int] = {}
    for one in sorted(day for day in {*called, *spent} if day <= year):
        for payer, cents in called.get(one, {}).items():
            left[payer] = left.get(payer, 0) + cents
        used = {payer: _used(cents, left.get(payer, 0)) for payer, cents in spent.get(one, {}).items()}
        for payer, cents in used.items():
            left[payer] = left.get(payer, 0) - cents
    return used if year in spent else {}


def _used(cents: int, left: int) -> int:
    """No more than there is; money given back goes to the fund again."""
    return min(cents, left)
