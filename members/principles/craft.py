"""How much of the community is craft (in Italy: the register of law 443/1985), in companies or m². Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multifactory.lib.shares import shares


def percentages(counts: Sequence[int]) -> list[int]:
    """Whole percentages adding up to 100, by largest remainder (first among equals); 0s for nothing."""
    return shares(100, counts) if any(counts) else [0 for _ in counts]


@dataclass(frozen=True)
class CraftShare:
    """Companies, or hundredths of a m², of what is in the register, craft by its own word, not craft."""

    registered: int
    self_declared: int
    none: int

    @property
    def craft(self) -> int:
        return self.registered + self.self_declared

    @property
    def total(self) -> int:
        return self.craft + self.none

    @property
    def percentages(self) -> list[int]:
        """Of registered, self-declared and none."""
        return percentages([self.registered, self.self_declared, self.none])

    @property
    def percentage(self) -> int:
        """Of all craft businesses."""
        return percentages([self.craft, self.none])[0]


def craft_share(crafts: Mapping[int, str], amounts: Mapping[int, int] | None = None) -> CraftShare:
    """By the craft of each company: 1 each, or its amount (0 for who has none)."""
    sums = {"registered": 0, "self_declared": 0, "none": 0}
    for company, craft in crafts.items():
        sums[craft] += 1 if amounts is None else amounts.get(company, 0)
    return CraftShare(**sums)
