"""Counting a round."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from governance.voting.counting import approval, consent, dots, motion, ranked
from governance.voting.counting.answers import NONE, count_choices
from governance.voting.counting.rule import (
    ADVISED,
    NO_QUORUM,
    Answer,
    Electorate,
    Rule,
    Verdict,
    quorum_needed,
)


@dataclass(frozen=True)
class Tally:
    """What was counted and what follows, in companies. `to_json` holds whole numbers, text and lists only.

    `counts` are the companies for each choice; `taken_part` (P) is all who answered, blanks included, and
    the recused; `quorum` how many were needed. `winners` are the options chosen, in a poll those that lead.
    `details` by method:

    - ranked: `pairwise` {x: {y: companies that prefer x}}, `strengths` {x: {y: [won, lost]}} of the
      strongest path ([0, 0]: none), `order` [[first], [equal, equal], …], `winner` (may be "none"),
      `leader` (the first that is not "none") and `against_none` {yes, no, abstain} of the leader;
    - approval: `scores`, `ballots` that are not blank, `needed` score, `elected`;
    - dots: `sums` and `ranks`;
    - consent: `explicit`, the companies that count for the quorum.
    """

    method: str
    entitled: int
    recused: int
    counts: Mapping[str, int]
    taken_part: int
    quorum: int
    outcome: str
    winners: tuple[str, ...]
    lot_used: bool
    details: Mapping[str, Any]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{name: data[name] for name in cls.__dataclass_fields__} | {"winners": tuple(data["winners"])}
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"winners": list(self.winners)}

    @property
    def absent(self) -> int:
        return self.entitled - self.taken_part

    @property
    def as_motion(self) -> motion.Counts:
        """A motion's counts, or those of a ranked round's leader against "none". KeyError otherwise."""
        answers = {**self.details.get("against_none", {}), **self.counts}
        parts = {name: answers[name] for name in ("yes", "no", "abstain", "blank")}
        return motion.Counts(self.entitled, self.recused, **parts)


def tally(
    method: str,
    answers: Sequence[Answer],
    electorate: Electorate,
    *,
    rule: Rule,
    option_keys: Sequence[str] = (),
    lot: Sequence[str] = (),
    seats: int = 1,
    is_advisory: bool = False,
) -> Tally:
    """Counts the valid answers of a round, one a company; their order is of no account.

    `lot` is the order of the options drawn before opening, which ranked and approval rounds need. Without
    the quorum nothing is decided and nobody wins; a poll (`is_advisory`, and dots always) has no quorum and
    decides nothing. ValueError where answers, options and lot cannot belong to one round.
    """
    _check(method, answers, electorate, option_keys, lot)
    counts = count_choices(method, answers)
    found = _decide(method, answers, counts, electorate, rule, option_keys, lot, seats)
    taken_part = sum(counts.values()) + electorate.recused
    quorum = quorum_needed(electorate.entitled, rule)
    explicit = consent.explicit(counts, electorate.recused) if method == "consent" else None
    outcome, winners, lot_used = found.outcome, found.winners, found.is_by_lot
    if is_advisory or outcome == ADVISED:
        outcome = ADVISED
    elif (taken_part if explicit is None else explicit) < quorum:
        outcome, winners, lot_used = NO_QUORUM, (), False
    return Tally(
        method=method,
        entitled=electorate.entitled,
        recused=electorate.recused,
        counts=counts,
        taken_part=taken_part,
        quorum=quorum,
        outcome=outcome,
        winners=winners,
        lot_used=lot_used,
        details=found.details if explicit is None else {"explicit": explicit},
    )


def _check(
    method: str,
    answers: Sequence[Answer],
    electorate: Electorate,
    option_keys: Sequence[str],
    lot: Sequence[str],
) -> None:
    if len(answers) + electorate.recused > electorate.entitled:
        raise ValueError("More companies answered than may.")
    if NONE in option_keys or (method in ("ranked", "approval") and sorted(lot) != sorted(option_keys)):
        raise ValueError("The lot must hold each option once.")


def _decide(
    method: str,
    answers: Sequence[Answer],
    counts: Mapping[str, int],
    electorate: Electorate,
    rule: Rule,
    option_keys: Sequence[str],
    lot: Sequence[str],
    seats: int,
) -> Verdict:
    if method == "motion":
        return motion.decide(counts, electorate, rule)
    if method == "consent":
        return consent.decide(counts)
    if method == "ranked":
        return ranked.decide(answers, counts, electorate, rule, lot)
    if method == "approval":
        return approval.decide(answers, seats, lot)
    return dots.decide(answers, option_keys)
