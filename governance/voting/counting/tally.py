"""Counting a round."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from governance.voting.counting import approval, consent, dots, motion, ranked
from governance.voting.counting.answers import NONE, count_choices
from governance.voting.counting.rule import (
    ADVISED,
    NO_QUORUM,
    Answer,
    Electorate,
    Hall,
    Rule,
    Verdict,
    quorum_needed,
)


@dataclass(frozen=True)
class Tally:
    """What was counted and what follows, in companies. `to_json` holds whole numbers, text and lists only.

    `counts` are the companies for each choice; `taken_part` (P) is all who answered, blanks included, and
    the recused; `quorum` how many were needed. `winners` are the options chosen, in a poll those that lead.
    Version 1 of the rule knows no `members`, and its JSON has none. `details` by method:

    - ranked: `pairwise` {x: {y: companies that prefer x}}, `strengths` {x: {y: [won, lost]}} of the
      strongest path ([0, 0]: none), `order` [[first], [equal, equal], …], `winner` (may be "none"),
      `leader` (the first that is not "none") and `against_none` {yes, no, abstain} of the leader;
    - approval: `scores`, `ballots` that are not blank, `needed` score, `elected`, and for several seats
      `naming`, the ballots that name somebody: they make the quorum; and where a run-off follows, `tied`;
    - dots: `sums` and `ranks`;
    - consent: `as_motion` {yes, no, abstain}; in version 1 `explicit`, the companies that make the quorum.
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
    members: int | None = None
    hall: Hall | None = None  # of an assembly

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        names = cls.__dataclass_fields__.keys() - {"members", "hall"}
        found = {name: data[name] for name in names} | {"winners": tuple(data["winners"])}
        hall = Hall(**data["hall"]) if "hall" in data else None
        return cls(**found, members=data.get("members"), hall=hall)

    def to_json(self) -> dict[str, Any]:
        data = asdict(self) | {"winners": list(self.winners)}
        return {name: value for name, value in data.items() if value is not None}

    @property
    def electorate(self) -> Electorate:
        members = self.entitled if self.members is None else self.members
        return Electorate(members, self.entitled, self.recused, self.hall)

    @property
    def absent(self) -> int:
        """In an assembly some of them may be there, and say nothing."""
        return self.entitled - self.recused - sum(self.counts.values())

    @property
    def for_quorum(self) -> int:
        """The companies that make the quorum: those that took part, but where their ballots say nothing; in
        an assembly all that are there."""
        if self.hall:
            return self.hall.present
        if "naming" in self.details:
            return self.details["naming"] + self.recused
        return self.details.get("explicit", self.taken_part)

    @property
    def as_motion(self) -> motion.Counts:
        """A motion's counts, those a consent has as one, or those of a ranked round's leader against "none".
        KeyError otherwise.
        """
        answers = {**self.details.get("against_none", {}), **self.details.get("as_motion", {}), **self.counts}
        parts = {name: answers[name] for name in ("yes", "no", "abstain", "blank")}
        return motion.Counts(self.electorate, **parts)


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

    `lot` is the order of the options that decides a tie, which ranked and approval rounds need. Without
    the quorum nothing is decided and nobody wins; a poll (`is_advisory`, and dots always) has no quorum and
    decides nothing. ValueError where answers, options and lot cannot belong to one round.
    """
    _check(method, answers, electorate, option_keys, lot)
    electorate = electorate.under(rule)
    counts = count_choices(method, answers)
    found = _decide(method, answers, counts, electorate, rule, option_keys, lot, seats)
    details = found.details
    if method == "consent" and rule.version == 1:
        details = {"explicit": consent.explicit(counts, electorate.recused)}
    counted = Tally(
        method=method,
        members=electorate.members if rule.version > 1 else None,
        entitled=electorate.entitled,
        recused=electorate.recused,
        counts=counts,
        taken_part=electorate.took_part(sum(counts.values())),
        hall=electorate.hall,
        quorum=quorum_needed(electorate, rule),
        outcome=found.outcome,
        winners=found.winners,
        lot_used=found.is_by_lot,
        details=details,
    )
    return _ask_quorum(counted, is_advisory=is_advisory)


def _ask_quorum(counted: Tally, *, is_advisory: bool) -> Tally:
    if is_advisory or counted.outcome == ADVISED:
        return replace(counted, outcome=ADVISED)
    if counted.for_quorum < counted.quorum:
        return replace(counted, outcome=NO_QUORUM, winners=(), lot_used=False)
    return counted


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
        return consent.decide(counts, electorate, rule)
    if method == "ranked":
        return ranked.decide(answers, counts, electorate, rule, lot)
    if method == "approval":
        return approval.decide(answers, counts, electorate, rule, seats, lot)
    return dots.decide(answers, option_keys)
