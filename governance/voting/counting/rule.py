"""The numbers a round is decided by, who may take part in it, and how it can end."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

# What yes is measured against: yes and no votes, those taking part who may vote, or all companies entitled.
CAST, PRESENT, ALL = BASES = ("cast", "present", "all")

ADOPTED, REJECTED, TIED, NO_QUORUM = "adopted", "rejected", "tied", "no_quorum"
OBJECTED = "objected"  # consent: an objection stands
ADVISED = "advised"  # a poll that decides nothing
OUTCOMES = (ADOPTED, REJECTED, TIED, NO_QUORUM, OBJECTED, ADVISED)

# What one company answered, as stored and as in a record: `choice`, and with it `ranks`, `options` or `dots`
# as the method asks, and `reason`. See `answers.validate`.
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A fraction of a base, and a quorum as a fraction of all entitled. Denominators are 1 or more."""

    base: str
    numerator: int
    denominator: int
    is_strict: bool
    quorum_numerator: int
    quorum_denominator: int

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """KeyError where a number is missing: a round without its whole rule must not be counted."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Electorate:
    """Companies: `entitled` (N) are those that may take part; of them `recused` (R) stand aside. Suspended:
    in neither.
    """

    entitled: int
    recused: int = 0


@dataclass(frozen=True)
class Verdict:
    """What one method finds in the answers, before the quorum is asked."""

    outcome: str
    winners: tuple[str, ...] = ()
    is_by_lot: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def quorum_needed(entitled: int, rule: Rule) -> int:
    """Companies that must take part: ⌈N·n/d⌉ (civil code, art. 21: "at least half"), and never nobody."""
    return max(1, -(-entitled * rule.quorum_numerator // rule.quorum_denominator))
