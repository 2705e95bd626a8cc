"""Yes, no, abstain or blank to one text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from governance.voting.counting.rule import (
    ADOPTED,
    ALL,
    CAST,
    NO_QUORUM,
    PRESENT,
    REJECTED,
    TIED,
    Electorate,
    Rule,
    Verdict,
    quorum_needed,
)


@dataclass(frozen=True)
class Counts:
    """Companies. The recused (R) count for the quorum and not for the majority."""

    electorate: Electorate  # as the rule counts it
    yes: int
    no: int
    abstain: int
    blank: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no

    @property
    def taken_part(self) -> int:
        """P: companies that answered, a blank included, or declared that they stand aside."""
        return self.yes + self.no + self.abstain + self.blank + self.electorate.recused

    @property
    def absent(self) -> int:
        return self.electorate.entitled - self.taken_part

    def against(self, base: str) -> int:
        """b, what yes is measured against: Y+No, P−R (abstaining and blank weigh as no), or M. KeyError
        otherwise.
        """
        present = self.taken_part - self.electorate.recused
        return {CAST: self.cast, PRESENT: present, ALL: self.electorate.members}[base]


def has_quorum(counts: Counts, rule: Rule) -> bool:
    return counts.taken_part >= quorum_needed(counts.electorate, rule)


def has_majority(counts: Counts, rule: Rule) -> bool:
    """d·Y > n·b ("more than") or d·Y ≥ n·b ("at least"), and more yes than no whatever the fraction.

    The simple majority is Y > No (n/d = 1/2 of those cast), the ordinary one 2Y > P−R. Without the second
    half "at least a third" would adopt 1 to 2 and, as a tie, refuse 2 to 2. With it, no yes at all is no
    majority either.
    """
    share, threshold = rule.denominator * counts.yes, rule.numerator * counts.against(rule.base)
    return counts.yes > counts.no and (share > threshold if rule.is_strict else share >= threshold)


def verdict(counts: Counts, rule: Rule) -> str:
    """Adopted, tied or rejected, the quorum left aside. Y = No is a tie and adopts nothing."""
    if has_majority(counts, rule):
        return ADOPTED
    return TIED if counts.yes == counts.no > 0 else REJECTED


def outcome(counts: Counts, rule: Rule) -> str:
    """What the managing body has decided. Only "adopted" is a yes; the others say why not."""
    return verdict(counts, rule) if has_quorum(counts, rule) else NO_QUORUM


def outcome_under(base: str, counts: Counts, rule: Rule) -> str:
    """The same votes measured against another base, for information."""
    return outcome(counts, replace(rule, base=base))


def decide(counts: Mapping[str, int], electorate: Electorate, rule: Rule) -> Verdict:
    return Verdict(verdict(Counts(electorate, **counts), rule))
