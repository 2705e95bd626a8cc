"""How different the companies are: a census of what they do, in whole tenths. Pure.

A company's weight is ten tenths over its fields. N companies, S fields with any weight, w tenths in a field,
p = w / 10N. Hill numbers: ⁰D = S, ¹D = exp(H′), ²D = 1/Σp². Sources: Shannon 1948, Simpson 1949, Hill 1973,
Blau 1977, Pielou 1966. All companies are counted, so a range is that of leaving one out, not a confidence
interval.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum, log

from members.principles.disclosure import FOR_EVENNESS, FOR_INDICES, SMALLEST

# By the number of fields: the main one first.
TENTHS = {1: (10,), 2: (7, 3), 3: (5, 3, 2)}

Weights = Mapping[Hashable, int]  # tenths by field


def field_weights(fields: Sequence[Hashable]) -> Counter[Hashable]:
    """The tenths of a company in each of its one to three fields; a field named twice gets both parts."""
    weights: Counter[Hashable] = Counter()
    for field, tenths in zip(fields, TENTHS[len(fields)], strict=True):
        weights[field] += tenths
    return weights


def _present(weights: Iterable[int]) -> list[int]:
    return [weight for weight in weights if weight > 0]


def _weighted_log(weight: int) -> float:
    return weight * log(weight) if weight else 0.0


def richness(weights: Iterable[int]) -> int:
    """⁰D = S: fields in which there is anybody."""
    return len(_present(weights))


def shannon(weights: Iterable[int]) -> float:
    """H′ = −Σ p ln p = ln W − Σ w ln w / W, in nats; W = Σ w. 0 for no company."""
    present = _present(weights)
    if len(present) < 2:
        return 0.0
    total = sum(present)
    return log(total) - fsum(map(_weighted_log, present)) / total


def effective_number(weights: Iterable[int]) -> float:
    """¹D = exp(H′): as diverse as this many equally common fields. 0 for no company."""
    present = _present(weights)
    return exp(shannon(present)) if present else 0.0


def simpson_inverse(weights: Iterable[int]) -> Fraction:
    """²D = 1/Σp² = W²/Σw², exactly. 0 for no company."""
    present = _present(weights)
    squares = sum(weight * weight for weight in present)
    return Fraction(sum(present) ** 2, squares) if squares else Fraction(0)


def blau(weights: Iterable[int]) -> Fraction:
    """B = 1 − Σp², exactly. 0 for no company."""
    inverse = simpson_inverse(weights)
    return 1 - 1 / inverse if inverse else Fraction(0)


def evenness(weights: Iterable[int]) -> float | None:
    """J′ = H′/ln S, from 0 to 1; says nothing of fewer than two fields."""
    present = _present(weights)
    return shannon(present) / log(len(present)) if len(present) >= 2 else None


def pair_difference(counts: Iterable[int]) -> Fraction | None:
    """G = 1 − Σ n(n−1) / N(N−1), of main fields alone: how often two companies drawn by lot differ.

    `counts`: companies, not tenths, by main field. Needs two companies.
    """
    present = _present(counts)
    total = sum(present)
    if total < 2:
        return None
    return 1 - Fraction(sum(count * (count - 1) for count in present), total * (total - 1))


def leave_one_out(companies: Iterable[Weights]) -> tuple[float, float] | None:
    """The smallest and the largest ¹D after any one company has left with its whole weight.

    Needs two companies. Equal companies are tried once; taking one away changes only its own fields.
    """
    listed = list(companies)
    if len(listed) < 2:
        return None
    kinds = {frozenset(weights.items()) for weights in listed}
    total: Counter[Hashable] = Counter()
    for weights in listed:
        total.update(weights)
    logs = fsum(map(_weighted_log, total.values()))
    without = [_without(total, logs, dict(kind)) for kind in kinds]
    return min(without), max(without)


def _without(total: Weights, logs: float, leaving: Weights) -> float:
    """¹D of what stays; `logs` is Σ w ln w of all."""
    rest = sum(total.values()) - sum(leaving.values())
    changes = [
        _weighted_log(total[field] - tenths) - _weighted_log(total[field])
        for field, tenths in leaving.items()
    ]
    # A hair below one by rounding would be less diverse than a single field.
    return max(1.0, exp(log(rest) - fsum([logs, *changes]) / rest))


@dataclass(frozen=True)
class Diversity:
    """What may be said at this number of companies; None is what may not be said yet."""

    companies: int
    richness: int | None = None
    shannon: float | None = None
    effective_number: float | None = None
    range: tuple[float, float] | None = None
    simpson_inverse: Fraction | None = None
    blau: Fraction | None = None
    pair_difference: Fraction | None = None
    evenness: float | None = None

    @property
    def pairs_of_hundred(self) -> int | None:
        """For the sentence "two companies drawn by lot differ in 83 of 100 cases"; 0 is a figure too.

        All, or none, is said only where it is so.
        """
        if self.pair_difference is None:
            return None
        if self.pair_difference in (0, 1):
            return int(self.pair_difference * 100)
        return min(max(round(self.pair_difference * 100), 1), 99)


def describe(companies: Sequence[Sequence[Hashable]]) -> Diversity:
    """Of companies by their fields, the main one first (or by one other thing each, like vocation).

    N < 3 nothing; 3 to 7 only counts; 8 to 14 the indices with their range; from 15 evenness too.
    """
    total = len(companies)
    if total < SMALLEST:
        return Diversity(total)
    each = [field_weights(fields) for fields in companies]
    weights: Counter[Hashable] = Counter()
    for company in each:
        weights.update(company)
    if total < FOR_INDICES:
        return Diversity(total, richness(weights.values()))
    return Diversity(
        companies=total,
        richness=richness(weights.values()),
        shannon=shannon(weights.values()),
        effective_number=effective_number(weights.values()),
        range=leave_one_out(each),
        simpson_inverse=simpson_inverse(weights.values()),
        blau=blau(weights.values()),
        pair_difference=pair_difference(Counter(fields[0] for fields in companies).values()),
        evenness=evenness(weights.values()) if total >= FOR_EVENNESS else None,
    )
