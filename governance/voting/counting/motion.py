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
        """P: companies that answered, a blank included, or declared that they stand aside; in an assembly,
        those that are there."""
        return self.electorate.took_part(self.answered)

    @property
    def answered(self) -> int:
        return self.yes + self.no + self.abstain + self.blank

    @property
    def absent(self) -> int:
        return self.electorate.entitled - self.electorate.recused - self.answered

    def against(self, base: str) -> int:
        """b, what yes is measured against: Y+No, P−R (abstaining and blank weigh as no), or M. KeyError
        otherwise.
        """
        present = self.electorate.present(self.answered)
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
    """Adopted, tied or rejected, the quorum left aside. Y = No is a tie and adopts nothing.

    A chair's casting vote breaks it: the vote of the chair's company counts twice, and the fraction stays.
    """
    if has_majority(counts, rule):
        return ADOPTED
    if not counts.yes == counts.no > 0:
        return REJECTED
    casting = counts.electorate.hall.casting if counts.electorate.hall else ""
    if casting == "yes":
        return ADOPTED if has_majority(_with_one_more_yes(counts), rule) else REJECTED
    return REJECTED if casting == "no" else TIED


def _with_one_more_yes(counts: Counts) -> Counts:
    electorate = counts.electorate
    hall = replace(electorate.hall, present=electorate.hall.present + 1) if electorate.hall else None
    grown = Electorate(electorate.members + 1, electorate.entitled + 1, electorate.recused, hall)
    return replace(counts, electorate=grown, yes=counts.yes + 1)


def outcome(counts: Counts, rule: Rule) -> str:
    """What the managing body has decided. Only "adopted" is a yes; the others say why not."""
    return verdict(counts, rule) if has_quorum(counts, rule) else NO_QUORUM


def outcome_under(base: str, counts: Counts, rule: Rule) -> str:
    """The same votes measured against another base, for information."""
    return outcome(counts, replace(rule, base=base))


def decide(counts: Mapping[str, int], electorate: Electorate, rule: Rule) -> Verdict:
    return Verdict(verdict(Counts(electorate, **counts), rule))
