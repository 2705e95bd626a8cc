"""What the desk shows beside the overview: hands, and the vote of each item to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from governance.assemblies.hall.forms import HandsForm, OpenRoundForm
from governance.assemblies.hall.hands import WAITS, takes_hands
from governance.assemblies.hall.overview import Overview
from governance.attendance.presence import Kind
from governance.voting.models import RollEntry, Vote
from members.people.models import User


@dataclass(frozen=True)
class HandRow:
    """A company in the hall, or by the proxy of one, while hands are counted."""

    entry: RollEntry
    holder: str  # who raises the hand for it
    waiting: Vote | None  # entered, and confirmed by nobody
    current: Vote | None  # what counts now
    can_confirm: bool

    @property
    def is_by_hand(self) -> bool:
        return self.current is not None and self.current.confirmed_by_id is not None


def hand_rows(overview: Overview, user: User) -> list[HandRow]:
    """Of the companies that can show a hand. Two queries."""
    voting_round = overview.open_round
    if voting_round is None or not takes_hands(voting_round):
        return []
    there = overview.attendance.entries
    shown = Vote.objects.filter(is_current=True) | Vote.objects.filter(revision=WAITS)
    entries = voting_round.roll.filter(
        standing=RollEntry.Standing.ENTITLED,
        company__in=[pk for pk, one in there.items() if one.counts and one.kind != Kind.REMOTE],
    ).order_by("company__name")
    entries = entries.select_related("company", "proxy__holder__company")
    entries = entries.prefetch_related(Prefetch("votes", shown.select_related("entered_by"), "shown"))
    return [_row(entry, there[entry.company_id].kind, user) for entry in entries]


def _row(entry: Any, kind: str, user: User) -> HandRow:
    current = next((vote for vote in entry.shown if vote.is_current), None)
    waiting = next((vote for vote in entry.shown if not vote.is_current), None)
    holder = str(entry.proxy.holder) if entry.proxy and kind == Kind.PROXY else ""
    can_confirm = waiting is not None and waiting.entered_by_id != user.pk
    return HandRow(entry, holder, waiting, current, can_confirm)


def hands_form(rows: Iterable[HandRow], data: Any = None) -> HandsForm:
    rows = list(rows)
    initial = {f"seen_{row.entry.company_id}": row.current.revision if row.current else 0 for row in rows}
    return HandsForm(data, entries=[row.entry for row in rows], initial=initial)


def open_round_forms(overview: Overview) -> dict[int, OpenRoundForm]:
    """By the id of the item, for those that can be voted on while no vote is open."""
    if overview.open_round is not None:
        return {}
    return {row.item.pk: OpenRoundForm(item=row.item) for row in overview.rows if row.can_vote}
