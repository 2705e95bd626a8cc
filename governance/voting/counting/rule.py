"""The numbers a round is decided by, who may take part in it, and how it can end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

# What yes is measured against: yes and no votes, those taking part who may vote, or all members.
CAST, PRESENT, ALL = BASES = ("cast", "present", "all")

ADOPTED, REJECTED, TIED, NO_QUORUM = "adopted", "rejected", "tied", "no_quorum"
OBJECTED = "objected"  # consent: an objection stands
ADVISED = "advised"  # a poll that decides nothing
OUTCOMES = (ADOPTED, REJECTED, TIED, NO_QUORUM, OBJECTED, ADVISED)

# What one company answered, as stored and as in a record: `choice`, and with it `ranks`, `options` or `dots`
# as the method asks, and `reason`. See `answers.validate`.
Answer = Mapping[str, Any]


# Whose fraction the quorum is: all member companies, or those that may take part.
MEMBERS, ENTITLED = QUORUMS_OF = ("members", "entitled")


@dataclass(frozen=True)
class Rule:
    """A fraction of a base, and a quorum as a fraction of all members or of those entitled.

    Denominators are 1 or more. Version 1, of rounds older than `quorum_of`, counts those entitled and nobody
    else; version 2 counts all members (civil code, art. 21), and no way of voting lowers the fraction.
    """

    base: str
    numerator: int
    denominator: int
    is_strict: bool
    quorum_numerator: int
    quorum_denominator: int
    quorum_of: str | None = None  # None: version 1
    is_tie_run_off: bool = False  # options that tie for the first place are voted on again, without a lot
    is_run_off: bool = False  # for the seats an election left: the highest win, each at least one approval

    @property
    def version(self) -> int:
        return 1 if self.quorum_of is None else 2

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """KeyError where a number is missing: a round without its whole rule must not be counted."""
        names = FIRST_FIELDS if data.get("quorum_of") is None else SECOND_FIELDS
        return cls(**{name: data[name] for name in names}, is_run_off=data.get("is_run_off", False))

    def to_json(self) -> dict[str, Any]:
        names = FIRST_FIELDS if self.version == 1 else SECOND_FIELDS
        data = {name: getattr(self, name) for name in names}
        return data | {"is_run_off": True} if self.is_run_off else data


FIRST_FIELDS = tuple(Rule.__dataclass_fields__)[:6]
SECOND_FIELDS = tuple(Rule.__dataclass_fields__)[:8]


@dataclass(frozen=True)
class Electorate:
    """Companies: `members` (M) are all there are, suspended ones too; `entitled` (N) those of them that may
    take part; of these `recused` (R) stand aside.
    """

    members: int
    entitled: int
    recused: int = 0
    hall: "Hall | None" = None

    def __post_init__(self) -> None:
        if not 0 <= self.recused <= self.entitled <= self.members:
            raise ValueError("Those recused are entitled, and those entitled are members.")
        if self.hall and not (self.hall.aside <= self.recused and self.hall.present <= self.entitled):
            raise ValueError("Those present are entitled, and those of them that stand aside are recused.")

    def took_part(self, answered: int) -> int:
        """P: who answered or stands aside; in an assembly, who is there."""
        return self.hall.present if self.hall else answered + self.recused

    def present(self, answered: int) -> int:
        """P−R, what yes is measured against under that base. In an assembly who is there and silent weighs
        as no; who voted and left before the vote was closed still counts."""
        return max(answered, self.hall.present - self.hall.aside) if self.hall else answered

    def under(self, rule: Rule) -> "Electorate":
        """As the rule counts: for version 1 there are none but those entitled."""
        return self if rule.version > 1 else replace(self, members=self.entitled)


@dataclass(frozen=True)
class Hall:
    """An assembly when its vote is closed: companies that are there (`present`, P), those of them that stand
    aside, and what the chair's company answered where the rulebook lets that decide a tie."""

    present: int
    aside: int = 0
    casting: str = ""


@dataclass(frozen=True)
class Verdict:
    """What one method finds in the answers, before the quorum is asked."""

    outcome: str
    winners: tuple[str, ...] = ()
    is_by_lot: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def quorum_needed(electorate: Electorate, rule: Rule) -> int:
    """Companies that must take part: ⌈M·n/d⌉ or ⌈N·n/d⌉ (c.c., art. 21: "at least half"), at least one."""
    companies = electorate.entitled if rule.quorum_of == ENTITLED else electorate.under(rule).members
    return max(1, -(-companies * rule.quorum_numerator // rule.quorum_denominator))
