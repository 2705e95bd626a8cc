"""Who is there now: in the hall, by video or by proxy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from governance.attendance.models import Assembly, AssemblyEntry, Presence, Proxy
from governance.attendance.rules import call_now, is_on_roll, may_vote


class Kind(StrEnum):
    HALL = "hall"
    REMOTE = "remote"
    PROXY = "proxy"


class Line(Protocol):
    """What is read of a `Presence`."""

    entry_id: int
    user_id: int | None
    kind: str
    how: str
    height: int
    at: datetime


class Given(Protocol):
    """What is read of a `Proxy`."""

    pk: int
    grantor_id: int
    holder_id: int
    person_id: int
    state: str


@dataclass(frozen=True)
class PresentAs:
    """How a company is there. `counts`: it is one of P, which one without a vote never is.

    `holder`, `person` and `proxy` are the entry, the user and the row of the proxy it is there by; None where
    its own people are in. `people` are those of them that are known by name.
    """

    entry: int
    company: int
    kind: Kind
    counts: bool
    holder: int | None = None
    person: int | None = None
    proxy: int | None = None
    people: frozenset[int] = frozenset()
    since: datetime | None = None


@dataclass(frozen=True)
class Attendance:
    """All who are there, by company; suspended ones too, where their people are in."""

    entries: dict[int, PresentAs] = field(default_factory=dict)

    @cached_property
    def present(self) -> frozenset[int]:
        """The companies that make P."""
        return frozenset(company for company, one in self.entries.items() if one.counts)

    @property
    def hall(self) -> int:
        return self._number(Kind.HALL)

    @property
    def remote(self) -> int:
        return self._number(Kind.REMOTE)

    @property
    def by_proxy(self) -> int:
        return self._number(Kind.PROXY)

    def _number(self, kind: Kind) -> int:
        return sum(one.counts and one.kind == kind for one in self.entries.values())

    def by_entry(self) -> dict[int, PresentAs]:
        return {one.entry: one for one in self.entries.values()}


def lines_in(lines: Iterable[Line]) -> dict[int, dict[int | None, Line]]:
    """By entry, the last line of each of its people who is in; None is the company on the chair's word.

    Out on the chair's word takes all of a company out; a person's out is that person's alone.
    """
    inside: dict[int, dict[int | None, Line]] = {}
    for line in sorted(lines, key=lambda one: one.height):
        people = inside.setdefault(line.entry_id, {})
        if line.kind == Presence.Kind.IN:
            people[line.user_id] = line
        elif line.user_id is None:
            people.clear()
        else:
            people.pop(line.user_id, None)
    return {entry: people for entry, people in inside.items() if people}


def attendance_of(
    entries: Iterable[AssemblyEntry], lines: Iterable[Line], proxies: Iterable[Given]
) -> Attendance:
    """Of one call, from its lines and the proxies of its assembly, whatever their state."""
    on_roll = {entry.pk: entry for entry in entries if is_on_roll(entry)}
    inside = lines_in(line for line in lines if line.entry_id in on_roll)
    found = {
        on_roll[pk].company_id: _in_person(on_roll[pk], people.values()) for pk, people in inside.items()
    }
    for proxy in proxies:
        grantor, holder = on_roll.get(proxy.grantor_id), on_roll.get(proxy.holder_id)
        if proxy.state != Proxy.State.ACCEPTED or grantor is None or holder is None:
            continue
        if may_vote(grantor) and may_vote(holder) and holder.pk in inside and grantor.pk not in inside:
            found[grantor.company_id] = PresentAs(
                grantor.pk,
                grantor.company_id,
                Kind.PROXY,
                counts=True,
                holder=holder.pk,
                person=proxy.person_id,
                proxy=proxy.pk,
            )
    return Attendance(found)


def _in_person(entry: AssemblyEntry, people: Iterable[Line]) -> PresentAs:
    """In the hall if any of its people is; since the first of those who are in came."""
    lines = list(people)
    is_in_hall = any(line.how == Presence.How.HALL for line in lines)
    return PresentAs(
        entry.pk,
        entry.company_id,
        Kind.HALL if is_in_hall else Kind.REMOTE,
        counts=may_vote(entry),
        people=frozenset(line.user_id for line in lines if line.user_id is not None),
        since=min(line.at for line in lines),
    )


def present_now(assembly: Assembly) -> Attendance:
    """In three queries. Exact while the caller holds the assembly's row; a glance otherwise."""
    return attendance_of(
        AssemblyEntry.objects.filter(assembly=assembly),
        Presence.objects.filter(entry__assembly=assembly, call=call_now(assembly)),
        Proxy.objects.filter(grantor__assembly=assembly, state=Proxy.State.ACCEPTED),
    )
