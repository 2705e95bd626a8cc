"""Whose turn it is: shared by what each owes, pure and the same on every run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from multifactory.lib.shares import shares

Weights = Mapping[int, int]  # of the companies that are there on a day, by id, the oldest member first


def minutes_due(total: int, weights: Sequence[int], *, least: int = 0) -> list[int]:
    """`total` minutes a week in proportion to `weights`, nobody below `least`; they add up to `total`.

    Who would have less has `least`, and the others share the rest. Where that asks for more than there is,
    all have alike.
    """
    if not weights:
        return []
    if least * len(weights) >= total or sum(weights) == 0:
        return shares(total, [1] * len(weights))
    at_least: set[int] = set()
    while True:
        others = [place for place in range(len(weights)) if place not in at_least]
        rest = total - least * len(at_least)
        whole = sum(weights[place] for place in others)
        below = {place for place in others if weights[place] * rest < least * whole}
        if not below:
            break
        at_least |= below
    due = dict(zip(others, shares(rest, [weights[place] for place in others]), strict=True))
    return [due.get(place, least) for place in range(len(weights))]


@dataclass
class Rota:
    """What each company owes: its share of the turns so far, less those it has done."""

    balance: dict[int, Fraction] = field(default_factory=dict)
    last_turn: dict[int, int] = field(default_factory=dict)
    given: int = 0

    def count(self, weights: Weights, doer: int | None) -> None:
        """A turn that was given: all who were there owe their share of it, one has done it or has it.

        None where nobody did it.
        """
        whole = sum(weights.values())
        for company, weight in weights.items():
            self.balance[company] = self._owed(company) + (Fraction(weight, whole) if whole else 0)
        self.given += 1
        if doer is not None:
            self.balance[doer] = self._owed(doer) - 1
            self.last_turn[doer] = self.given

    def next_company(self, weights: Weights) -> int | None:
        """Who owes most with the turn to be given; then who waits longest; then the older member.

        None where nobody is there.
        """
        whole = sum(weights.values())
        if not whole:
            return None
        order = {company: place for place, company in enumerate(weights)}
        return min(
            (company for company, weight in weights.items() if weight),
            key=lambda company: (
                -(self._owed(company) + Fraction(weights[company], whole)),
                self.last_turn.get(company, 0),
                order[company],
            ),
        )

    def give(self, weights: Weights) -> int | None:
        company = self.next_company(weights)
        if company is not None:
            self.count(weights, company)
        return company

    def _owed(self, company: int) -> Fraction:
        return self.balance.get(company, Fraction(0))


@dataclass(frozen=True, slots=True)
class Presence:
    """A company's days of membership, and those on leave; each [start, end), no end is none in sight."""

    company: int
    joined_on: date
    left_on: date | None
    leaves: tuple[tuple[date, date | None], ...] = ()

    def is_there(self, day: date) -> bool:
        if day < self.joined_on or (self.left_on and day >= self.left_on):
            return False
        return not any(start <= day and (end is None or day < end) for start, end in self.leaves)
