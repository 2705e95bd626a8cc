"""How different the companies are: a census of counts per field of activity.

`counts` is the number of companies in each field; zeros do not count. N companies in S fields, p = n/N.
Hill numbers: ⁰D = S, ¹D = exp(H′), ²D = 1/Σp². Sources: Shannon 1948, Simpson 1949, Hill 1973, Blau 1977,
Pielou 1966. All companies are counted, so a range is that of leaving one out, not a confidence interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

SMALLEST = 3  # below, a figure would speak of single companies
FOR_INDICES = 8
FOR_EVENNESS = 15


def _present(counts: Iterable[int]) -> list[int]:
    return [count for count in counts if count > 0]


def _shares(counts: Iterable[int]) -> list[float]:
    present = _present(counts)
    total = sum(present)
    return [count / total for count in present]


def richness(counts: Iterable[int]) -> int:
    """⁰D = S: in how many fields there is at least one company."""
    return len(_present(counts))


def shannon(counts: Iterable[int]) -> float:
    """H′ = −Σ p ln p, in nats."""
    return -sum(share * log(share) for share in _shares(counts)) or 0.0


def effective_number(counts: Iterable[int]) -> float:
    """¹D = exp(H′): as diverse as this many equally common fields. 0 for no company."""
    present = _present(counts)
    return exp(shannon(present)) if present else 0.0


def simpson_inverse(counts: Iterable[int]) -> float:
    """²D = 1/Σp². 0 for no company."""
    squares = sum(share * share for share in _shares(counts))
    return 1 / squares if squares else 0.0


def blau(counts: Iterable[int]) -> float:
    """B = 1 − Σp². 0 for no company."""
    present = _present(counts)
    return 1 - sum(share * share for share in _shares(present)) if present else 0.0


def evenness(counts: Iterable[int]) -> float | None:
    """J′ = H′/ln S, from 0 to 1; says nothing of fewer than two fields."""
    present = _present(counts)
    return shannon(present) / log(len(present)) if len(present) >= 2 else None


def pair_difference(counts: Iterable[int]) -> float | None:
    """G = 1 − Σ n(n−1) / N(N−1): how often two companies drawn by lot differ. Needs two companies."""
    present = _present(counts)
    total = sum(present)
    if total < 2:
        return None
    return 1 - sum(count * (count - 1) for count in present) / (total * (total - 1))


def leave_one_out(counts: Iterable[int]) -> tuple[float, float] | None:
    """The smallest and the largest ¹D after any one company has left. Needs two companies."""
    present = _present(counts)
    if sum(present) < 2:
        return None
    without = [
        effective_number([*present[:index], count - 1, *present[index + 1 :]])
        for index, count in enumerate(present)
    ]
    return min(without), max(without)


@dataclass(frozen=True)
class Diversity:
    """What may be said at this number of companies; None is what may not be said yet."""

    companies: int
    fields: int | None = None
    effective_number: float | None = None
    range: tuple[float, float] | None = None
    simpson_inverse: float | None = None
    blau: float | None = None
    pair_difference: float | None = None
    evenness: float | None = None

    @property
    def pairs_of_hundred(self) -> int | None:
        """For the sentence "two companies drawn by lot differ in 83 of 100 cases"."""
        return None if self.pair_difference is None else round(self.pair_difference * 100)


def describe(counts: Iterable[int]) -> Diversity:
    """N < 3 nothing; 3 to 7 only counts; 8 to 14 the indices with their range; from 15 evenness too."""
    present = _present(counts)
    total = sum(present)
    if total < SMALLEST:
        return Diversity(total)
    if total < FOR_INDICES:
        return Diversity(total, richness(present))
    return Diversity(
        companies=total,
        fields=richness(present),
        effective_number=effective_number(present),
        range=leave_one_out(present),
        simpson_inverse=simpson_inverse(present),
        blau=blau(present),
        pair_difference=pair_difference(present),
        evenness=evenness(present) if total >= FOR_EVENNESS else None,
    )
