"""The roll as the desk shows it: each company, how it is there, and its one button."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.presence import Attendance, Kind, PresentAs
from governance.attendance.rules import is_on_roll, may_vote
from members.people.models import User
from multifactory.lib.text.search import normalise_text

ALL, AWAY, PROXIES = "all", "away", "proxies"


@dataclass(frozen=True)
class RollRow:
    entry: AssemblyEntry
    there: PresentAs | None
    people: tuple[str, ...]  # who is in, where they are known by name
    proxy: Proxy | None  # given and neither refused nor revoked

    @property
    def is_in(self) -> bool:
        """Its own people are there."""
        return self.there is not None and self.there.kind != Kind.PROXY

    @property
    def is_by_proxy(self) -> bool:
        return self.there is not None and self.there.kind == Kind.PROXY

    @property
    def is_awaited(self) -> bool:
        """It would be one more of P: its button stands out."""
        return self.there is None and may_vote(self.entry)

    @property
    def is_on_roll(self) -> bool:
        return is_on_roll(self.entry)

    @property
    def comes_as(self) -> str:
        """How the button checks it in: by video where the company has said so, or where there is no hall."""
        assembly = self.entry.assembly
        said_remote = self.entry.rsvp == AssemblyEntry.Answer.REMOTE
        is_remote = assembly.mode == Assembly.Mode.REMOTE or (
            said_remote and assembly.mode == Assembly.Mode.MIXED
        )
        return Kind.REMOTE if is_remote else Kind.HALL


@dataclass(frozen=True)
class Roll:
    """What the desk shows of it, and the numbers of each choice."""

    rows: Sequence[RollRow]
    chosen: str
    query: str
    total: int
    away: int
    proxies: int

    @property
    def address(self) -> str:
        """What brings the desk back to this choice after a button."""
        return urlencode({name: value for name, value in (("roll", self.chosen), ("q", self.query)) if value})


def desk_roll(
    attendance: Attendance,
    entries: Iterable[AssemblyEntry],
    proxies: Iterable[Proxy],
    people: Mapping[int, User],
    *,
    chosen: str = ALL,
    query: str = "",
) -> Roll:
    """Of entries, standing proxies and the people who are in, all read already: no query."""
    rows = _rows(attendance, entries, proxies, people)
    parts = {
        ALL: rows,
        AWAY: [row for row in rows if row.is_on_roll and row.there is None],
        PROXIES: [row for row in rows if row.proxy],
    }
    chosen = chosen if chosen in parts else ALL
    words = normalise_text(query).split()
    found = [row for row in parts[chosen] if all(word in _words_of(row) for word in words)]
    return Roll(found, chosen, query, len(rows), len(parts[AWAY]), len(parts[PROXIES]))


def _rows(
    attendance: Attendance,
    entries: Iterable[AssemblyEntry],
    proxies: Iterable[Proxy],
    people: Mapping[int, User],
) -> list[RollRow]:
    given = {proxy.grantor_id: proxy for proxy in proxies}
    return [
        RollRow(
            entry,
            there := attendance.entries.get(entry.company_id),
            tuple(sorted(str(people[pk]) for pk in there.people if pk in people)) if there else (),
            given.get(entry.pk),
        )
        for entry in entries
    ]


def _words_of(row: RollRow) -> str:
    person = str(row.proxy.person) if row.proxy else ""
    return normalise_text(" ".join([row.entry.company.name, *row.people, person]))
