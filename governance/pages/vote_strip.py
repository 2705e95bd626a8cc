"""A round as a strip: one company, one cell. Before closing it says how many took part, never in what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.assemblies.hall.overview import CELL, Piece, strip_of
from governance.voting.counting.answers import choices_of
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.result import CHOICE_KINDS, Result, Turnout


@dataclass(frozen=True)
class Part:
    """Companies that did the same; `is_own` says that the reader's is one of them."""

    kind: str
    count: int
    label: str
    is_own: bool = False

    @property
    def key(self) -> Piece:
        """Its cell alone, beside its words."""
        return strip_of([(self.kind, 1)])[0]


@dataclass(frozen=True)
class VoteStrip:
    parts: Sequence[Part]
    needed: int | None  # companies for the quorum; None where none is asked for

    @property
    def pieces(self) -> list[Piece]:
        return strip_of([(part.kind, part.count) for part in self.parts])

    @property
    def width(self) -> int:
        return CELL * max(1, self.needed or 0, sum(part.count for part in self.parts))

    @property
    def marks(self) -> list[int]:
        return [CELL * self.needed] if self.needed else []

    @property
    def own_cell(self) -> int | None:
        """Where the frame round the reader's own company begins."""
        start = 0
        for part in self.parts:
            if part.is_own and part.count:
                return CELL * start
            start += part.count
        return None

    @property
    def label(self) -> str:
        words = [f"{part.label}: {part.count}" for part in self.parts]
        if self.needed:
            words.append(f"{_('Quorum')}: {self.needed}")
        return ", ".join(words)


def strip_of_open(turnout: Turnout, voting_round: VotingRound, *, is_hall: bool) -> VoteStrip:
    """How many took part; of an assembly how many are there, and no cell is the reader's own."""
    is_voter = voting_round.own_standing == RollEntry.Standing.ENTITLED and not is_hall
    has_voted = bool(voting_round.own_answer or voting_round.own_participation)
    suspended = max(0, turnout.companies - voting_round.on_roll)
    absent = max(0, turnout.companies - suspended - turnout.taken_part)
    parts = [
        Part("in", turnout.taken_part, _("Took part"), is_own=is_voter and has_voted),
        Part("ground", absent, _("Not yet"), is_own=is_voter and not has_voted),
    ]
    if suspended:
        parts.append(Part("out", suspended, _("Suspended")))
    return VoteStrip(parts, None if voting_round.is_advisory else turnout.needed)


def strip_of_closed(result: Result, voting_round: VotingRound) -> VoteStrip:
    tally, own = result.tally, voting_round.own_answer or {}
    is_absent = not own and not voting_round.own_participation
    is_absent = is_absent and voting_round.own_standing == RollEntry.Standing.ENTITLED
    parts = [
        Part(
            "in" if choice == Vote.Choice.BALLOT else CHOICE_KINDS.get(choice, "abstain"),
            tally.counts[choice],
            str(Vote.Choice(choice).label).capitalize(),
            is_own=own.get("choice") == choice,
        )
        for choice in choices_of(tally.method)
        if tally.counts[choice] or choice != Vote.Choice.BLANK
    ]
    if tally.recused:
        parts.append(Part("remote", tally.recused, _("Conflict of interest")))
    parts.append(Part("ground", tally.absent, _("Did not vote"), is_own=is_absent))
    if suspended := tally.electorate.members - tally.entitled:
        parts.append(Part("out", suspended, _("Suspended")))
    # The line stands where those who took part make the quorum; in an assembly those who are there make it.
    is_marked = not voting_round.is_advisory and tally.for_quorum == tally.taken_part and not tally.hall
    return VoteStrip(parts, tally.quorum if is_marked else None)
