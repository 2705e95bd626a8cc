"""Where an assembly stands now: who is there, what is still to come, and the vote that is open.

Desk and board show it. Until a vote is closed it says how many have voted, never what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from governance.assemblies.hall.quorum import (
    MatterQuorum,
    Quorum,
    electorate_of,
    quorums_of_items,
    quorums_to_come,
    rules_of,
)
from governance.assemblies.hall.rules import can_vote_on, is_shut, takes_phones
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence, Proxy
from governance.attendance.presence import Attendance, attendance_of
from governance.attendance.rules import call_now
from governance.voting.counting.answers import choices_of
from governance.voting.counting.rule import Electorate
from governance.voting.models import Vote, VotingRound
from members.people.models import User

CELL = 20  # drawing units for a company
MOST_CELLS = 80  # beyond so many companies those alike are drawn as one piece


@dataclass(frozen=True)
class Piece:
    """Companies drawn alike, one or many."""

    kind: str
    x: int
    width: int

    @property
    def slope(self) -> str:
        """Of a company by proxy: a shape of its own, so that it is told apart without its colour."""
        return f"M{self.x} 29V9l{self.width}-6v26z"


def strip_of(counts: Sequence[tuple[str, int]]) -> list[Piece]:
    """One cell a company, kind by kind."""
    pieces, start = [], 0
    total = sum(number for _kind, number in counts)
    for kind, number in counts:
        step = 1 if total <= MOST_CELLS else max(1, number)
        pieces += [
            Piece(kind, CELL * place + 1, CELL * step - 3) for place in range(start, start + number, step)
        ]
        start += number
    return pieces


@dataclass(frozen=True)
class ItemRow:
    item: AgendaItem
    quorum: Quorum
    voting_round: VotingRound | None  # the last one on it, in this assembly
    can_vote: bool

    @property
    def is_current(self) -> bool:
        return self.item.state == AgendaItem.State.OPEN

    @property
    def is_past(self) -> bool:
        return self.item.state not in (AgendaItem.State.WAITING, AgendaItem.State.OPEN)

    @property
    def is_shut(self) -> bool:
        return self.voting_round is not None and is_shut(self.voting_round)

    @property
    def outcome(self) -> str:
        """Of a vote that was counted: its word."""
        closed = self.voting_round
        return closed.outcome if closed and closed.state == VotingRound.State.CLOSED else ""

    @property
    def chosen(self) -> list[str]:
        """Who was elected, or what was chosen, where the vote had options."""
        tally = (self.voting_round.tally if self.voting_round else None) or {}
        titles = {one["key"]: one["title"] for one in self.voting_round.options} if self.voting_round else {}
        return [titles[key] for key in tally.get("winners", []) if key in titles]

    @property
    def counts(self) -> str:
        """Of a counted vote: "24 yes, 2 no, 1 abstain", or who was elected."""
        if not self.outcome or self.voting_round is None or self.voting_round.tally is None:
            return ""
        if chosen := self.chosen:
            return ", ".join(chosen)
        counts = self.voting_round.tally["counts"]
        choices = [choice for choice in choices_of(self.voting_round.method) if counts[choice]]
        words = [f"{counts[choice]} {Vote.Choice(choice).label}" for choice in choices]
        return ", ".join(words) or _("nobody voted")


@dataclass(frozen=True)
class Overview:
    assembly: Assembly
    entries: list[AssemblyEntry]
    proxies: list[Proxy]  # given, and neither refused nor revoked
    people: dict[int, User]  # who came in by name, by their ids
    attendance: Attendance
    electorate: Electorate
    rows: list[ItemRow]
    to_come: list[MatterQuorum]
    open_round: VotingRound | None

    @property
    def present(self) -> int:
        return len(self.attendance.present)

    @property
    def members(self) -> int:
        return self.electorate.members

    @cached_property
    def strip(self) -> list[Piece]:
        there = self.attendance
        absent = max(0, self.members - self.present)
        return strip_of(
            [("in", there.hall), ("remote", there.remote), ("proxy", there.by_proxy), ("ground", absent)]
        )

    @property
    def strip_width(self) -> int:
        return CELL * max(1, self.members)

    @property
    def marks(self) -> list[int]:
        """Where the quorums lie that are asked for."""
        return sorted({CELL * (line.quorum.needed or 0) for line in self.to_come})

    @property
    def voted_strip(self) -> list[Piece]:
        if self.open_round is None:
            return []
        missing = max(0, self.voters - self.open_round.voted)
        return strip_of([("in", self.open_round.voted), ("ground", missing)])

    @property
    def voted_width(self) -> int:
        return CELL * max(1, self.voters)

    @property
    def voters(self) -> int:
        """Companies that are there and may vote in the open round."""
        if self.open_round is None:
            return 0
        return max(self.open_round.voted, self.present - self.open_round.recusals)

    @property
    def waiting(self) -> int:
        return self.voters - (self.open_round.voted if self.open_round else 0)

    @property
    def is_shut(self) -> bool:
        """The open vote is a secret one that was closed and waits for its count."""
        return self.open_round is not None and is_shut(self.open_round)

    @property
    def can_remind(self) -> bool:
        """Somebody who is there has not voted, and can on the phone."""
        return self.open_round is not None and takes_phones(self.open_round) and self.waiting > 0

    @property
    def current_item(self) -> AgendaItem | None:
        """What is being dealt with, voted on or not; there is one at a time."""
        return next((row.item for row in self.rows if row.is_current), None)

    @property
    def open_item(self) -> AgendaItem | None:
        found = (row.item for row in self.rows if self.open_round and row.voting_round == self.open_round)
        return next(found, None)


def results_of(assembly: Assembly) -> list[ItemRow]:
    """What came of the items of an assembly that is over. Two queries."""
    items = assembly.items.select_related("proposal").order_by("position")
    rounds = VotingRound.objects.filter(agenda_item__assembly=assembly).select_related("resolution")
    last = {one.agenda_item_id: one for one in rounds.order_by("number")}
    return [ItemRow(item, Quorum(None, 0), last.get(item.pk), can_vote=False) for item in items]


def overview_of(assembly: Assembly) -> Overview:
    """In six queries, however many companies and items there are."""
    entries = list(assembly.entries.select_related("company"))
    proxies = list(Proxy.objects.filter(grantor__assembly=assembly).standing().for_list())
    lines = list(
        Presence.objects.filter(entry__assembly=assembly, call=call_now(assembly)).select_related("user")
    )
    attendance = attendance_of(entries, lines, proxies)
    items = list(assembly.items.select_related("proposal", "secret_vote").order_by("position"))
    rounds = VotingRound.objects.filter(agenda_item__assembly=assembly).with_turnout()
    last = {one.agenda_item_id: one for one in rounds.select_related("proposal", "urn").order_by("number")}
    electorate = electorate_of(entries)
    quorums = quorums_of_items(assembly, items, rules_of(assembly), electorate, len(attendance.present))
    rows = [ItemRow(item, quorums[item.pk], last.get(item.pk), can_vote_on(assembly, item)) for item in items]
    return Overview(
        assembly,
        entries,
        proxies,
        {line.user.pk: line.user for line in lines if line.user},
        attendance,
        electorate,
        rows,
        quorums_to_come(items, quorums),
        next((one for one in last.values() if one.state == VotingRound.State.OPEN), None),
    )
