"""What the desk, and the page of the urn, show of scrutineers and secret votes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from governance.assemblies.secrecy.models import PaperCount, Scrutineer, SecretVote, Urn, UrnLock
from governance.assemblies.secrecy.paper_votes import ON_PAPER
from governance.assemblies.secrecy.rules import FEWEST_SCRUTINEERS
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.rules import has_ended
from governance.voting.models import VotingRound, VotingRoundQuerySet
from members.people.models import User


@dataclass(frozen=True)
class Keeper:
    scrutineer: Scrutineer
    has_given: bool  # the code, and the urn waits for another
    has_counted: bool  # the printed ballots


@dataclass(frozen=True)
class UrnPanel:
    """`round` is the secret vote that is not counted yet. The numbers say who took part, never in what."""

    keepers: list[Keeper]
    items: list[tuple[AgendaItem, SecretVote | None]]  # that may still be voted on
    round: VotingRound | None
    urn: Urn | None
    voted: int
    entitled: int
    paper_counts: int
    can_lead: bool
    own: Scrutineer | None
    is_live: bool

    @property
    def is_ready(self) -> bool:
        """Two keys are there, so that a secret vote can open."""
        return sum(one.scrutineer.has_key for one in self.keepers) >= FEWEST_SCRUTINEERS

    @property
    def is_shut(self) -> bool:
        """The vote is closed and waits for its count."""
        return self.urn is not None and self.urn.closed_at is not None

    @property
    def is_on_paper(self) -> bool:
        return self.round is not None and self.round.cast_by in ON_PAPER

    @property
    def has_box(self) -> bool:
        return bool(self.urn and self.urn.public_key)


def open_secret_round(assembly: Assembly) -> VotingRound | None:
    """The secret vote of an assembly that is not counted yet; there is one vote at a time."""
    return _secret_rounds(assembly).first()


def _secret_rounds(assembly: Assembly) -> VotingRoundQuerySet:
    rounds = VotingRound.objects.ongoing().filter(agenda_item__assembly=assembly, is_secret=True)
    return rounds.select_related("proposal", "agenda_item", "rulebook", "urn").order_by("-pk")


def urn_panel(assembly: Assembly, user: User, *, can_lead: bool) -> UrnPanel:
    """In three queries. `can_lead`: `keeps_roll`."""
    items = assembly.items.select_related("secret_vote").order_by("position")
    voting_round = _secret_rounds(assembly).with_turnout().first()
    return panel_of(assembly, user, voting_round, items, can_lead=can_lead)


def panel_of(
    assembly: Assembly,
    user: User,
    open_round: VotingRound | None,
    items: Iterable[AgendaItem],
    *,
    can_lead: bool,
) -> UrnPanel:
    """For who has read the open vote, with its turnout and its `urn`, and the items, each with its
    `secret_vote`: one query."""
    voting_round = open_round if open_round and open_round.is_secret else None
    keepers = [_keeper(one) for one in _scrutineers(assembly, voting_round)]
    return UrnPanel(
        keepers=keepers,
        items=[(item, getattr(item, "secret_vote", None)) for item in items if _is_to_come(item)],
        round=voting_round,
        urn=getattr(voting_round, "urn", None),
        voted=voting_round.voted if voting_round else 0,
        entitled=voting_round.on_roll - voting_round.recusals if voting_round else 0,
        paper_counts=sum(one.has_counted for one in keepers),
        can_lead=can_lead,
        own=next((one.scrutineer for one in keepers if one.scrutineer.user_id == user.pk), None),
        is_live=not has_ended(assembly),
    )


def _scrutineers(assembly: Assembly, voting_round: VotingRound | None) -> QuerySet[Any]:
    """With what each has done for the count of this round."""
    given = UrnLock.objects.filter(urn__round=voting_round, given=OuterRef("pk"))
    counted = PaperCount.objects.filter(round=voting_round, entered_by=OuterRef("user"))
    found = Scrutineer.objects.filter(assembly=assembly).select_related("user").order_by("pk")
    return found.annotate(has_given=Exists(given), has_counted=Exists(counted))


def _keeper(scrutineer: Any) -> Keeper:
    return Keeper(scrutineer, scrutineer.has_given, scrutineer.has_counted)


def _is_to_come(item: AgendaItem) -> bool:
    return item.proposal_id is not None and item.state in (AgendaItem.State.WAITING, AgendaItem.State.OPEN)
