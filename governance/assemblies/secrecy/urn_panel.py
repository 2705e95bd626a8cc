"""What the desk, and the page of the urn, show of scrutineers and secret votes."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.assemblies.secrecy.models import PaperCount, Participation, Scrutineer, SecretVote, Urn
from governance.assemblies.secrecy.paper_votes import ON_PAPER
from governance.assemblies.secrecy.rules import FEWEST_SCRUTINEERS
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.rules import has_ended
from governance.voting.models import RollEntry, VotingRound
from members.people.models import User


@dataclass(frozen=True)
class Keeper:
    scrutineer: Scrutineer
    has_given: bool  # the code, and the urn waits for another


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
    rounds = VotingRound.objects.ongoing().filter(agenda_item__assembly=assembly, is_secret=True)
    return rounds.select_related("proposal", "agenda_item", "rulebook", "urn").order_by("-pk").first()


def urn_panel(assembly: Assembly, user: User, *, can_lead: bool) -> UrnPanel:
    """In three queries, and four more while a secret vote is open. `can_lead`: `keeps_roll`."""
    items = assembly.items.select_related("secret_vote").order_by("position")
    return panel_of(assembly, user, open_secret_round(assembly), items, can_lead=can_lead)


def panel_of(
    assembly: Assembly,
    user: User,
    open_round: VotingRound | None,
    items: Iterable[AgendaItem],
    *,
    can_lead: bool,
) -> UrnPanel:
    """For who has read the open vote and the items, each with its `secret_vote`: one query, and five more
    while the vote is secret."""
    voting_round = open_round if open_round and open_round.is_secret else None
    urn = getattr(voting_round, "urn", None)
    keepers = list(Scrutineer.objects.filter(assembly=assembly).select_related("user").order_by("pk"))
    given = set(urn.locks.values_list("given", flat=True)) if urn else set()
    numbers = _numbers(voting_round) if voting_round else {"voted": 0, "entitled": 0, "paper_counts": 0}
    return UrnPanel(
        keepers=[Keeper(one, one.pk in given) for one in keepers],
        items=[(item, getattr(item, "secret_vote", None)) for item in items if _is_to_come(item)],
        round=voting_round,
        urn=urn,
        can_lead=can_lead,
        own=next((one for one in keepers if one.user_id == user.pk), None),
        is_live=not has_ended(assembly),
        **numbers,
    )


def _numbers(voting_round: VotingRound) -> dict[str, int]:
    entitled = voting_round.roll.filter(standing=RollEntry.Standing.ENTITLED)
    return {
        "voted": Participation.objects.filter(roll_entry__in=entitled).count(),
        "entitled": entitled.count(),
        "paper_counts": PaperCount.objects.filter(round=voting_round).count(),
    }


def _is_to_come(item: AgendaItem) -> bool:
    return item.proposal_id is not None and item.state in (AgendaItem.State.WAITING, AgendaItem.State.OPEN)
