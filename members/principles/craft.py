"""How many of the companies are craft businesses (in Italy: the register of law 443/1985)."""

from collections.abc import Sequence
from dataclasses import dataclass

from multifactory.lib.shares import shares


def percentages(counts: Sequence[int]) -> list[int]:
    """Whole percentages adding up to 100, by largest remainder (first among equals); 0s for nothing."""
    return shares(100, counts) if any(counts) else [0 for _ in counts]


@dataclass(frozen=True)
class CraftShare:
    """Companies by what they are: in the register, craft by their own word, not craft."""

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
