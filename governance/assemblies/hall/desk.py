"""What the desk shows beside the overview: hands, and the vote of each item to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from governance.assemblies.attending.roll_view import Roll, desk_roll
from governance.assemblies.hall.forms import HandsForm, OpenRoundForm
from governance.assemblies.hall.hands import WAITS, takes_hands
from governance.assemblies.hall.overview import Overview
from governance.attendance.presence import Kind
from governance.voting.models import RollEntry, Vote
from members.companies.models import Company
from members.people.models import User


@dataclass(frozen=True)
class HandRow:
    """A company in the hall, or by the proxy of one, while hands are counted."""

    company: Company
    holder: str  # who raises the hand for it
    waiting: int | None  # the vote that was entered, and confirmed by nobody
    choice: str  # what it says
    entered_by: str
    can_confirm: bool
    revision: int  # of the vote that counts now, 0 without one
    is_by_hand: bool

    @property
    def is_on_portal(self) -> bool:
        """It has voted itself, and no hand is entered for it: nobody looks for its hand."""
        return bool(self.revision) and not self.is_by_hand and self.waiting is None

    @property
    def choice_label(self) -> str:
        return str(Vote.Choice(self.choice).label) if self.choice else ""


def hand_rows(overview: Overview, user: User) -> list[HandRow]:
    """Of the companies that can show a hand, by name. One query."""
    voting_round = overview.open_round
    if voting_round is None or not takes_hands(voting_round):
        return []
    there = overview.attendance.entries
    in_hall = [pk for pk, one in there.items() if one.counts and one.kind != Kind.REMOTE]
    entries = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED, company__in=in_hall)
    entries = entries.select_related("company", "proxy__holder__company").annotate(
        current=FilteredRelation("votes", condition=Q(votes__is_current=True)),
        hand=FilteredRelation("votes", condition=Q(votes__revision=WAITS)),
        current_revision=F("current__revision"),
        current_confirmed_by=F("current__confirmed_by"),
        hand_pk=F("hand__pk"),
        hand_choice=F("hand__choice"),
        hand_entered_by=F("hand__entered_by"),
        hand_entered_by_name=F("hand__entered_by__name"),
    )
    rows = entries.order_by("company__name")
    return [_row(entry, there[entry.company_id].kind, user) for entry in rows]


def _row(entry: Any, kind: str, user: User) -> HandRow:
    return HandRow(
        company=entry.company,
        holder=str(entry.proxy.holder) if entry.proxy and kind == Kind.PROXY else "",
        waiting=entry.hand_pk,
        choice=entry.hand_choice or "",
        entered_by=entry.hand_entered_by_name or "–",
        can_confirm=entry.hand_pk is not None and entry.hand_entered_by != user.pk,
        revision=entry.current_revision or 0,
        is_by_hand=entry.current_confirmed_by is not None,
    )


def hands_form(rows: Iterable[HandRow], data: Any = None) -> HandsForm:
    rows = list(rows)
    initial = {f"seen_{row.company.pk}": row.revision for row in rows}
    return HandsForm(data, companies=[row.company for row in rows], initial=initial)


def open_round_forms(overview: Overview) -> dict[int, OpenRoundForm]:
    """By the id of the item, for those that can be voted on while no vote is open."""
    if overview.open_round is not None:
        return {}
    return {row.item.pk: OpenRoundForm(item=row.item) for row in overview.rows if row.can_vote}


def roll_at_desk(overview: Overview, *, chosen: str, query: str) -> Roll:
    """What was chosen of it. No query."""
    read = (overview.attendance, overview.entries, overview.proxies, overview.people)
    return desk_roll(*read, chosen=chosen, query=query)
