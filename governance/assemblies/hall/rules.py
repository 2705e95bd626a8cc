"""What can be done with an assembly and its items now; who may do it says `attending.keepers`."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from governance.attendance.models import AgendaItem, Assembly
from governance.voting.models import VotingRound

State, Item = Assembly.State, AgendaItem.State


def next_call(assembly: Assembly) -> int | None:
    """The call that can be opened: the first, or after one without a quorum the second."""
    if assembly.state != State.CALLED:
        return None
    if assembly.call == 0:
        return 1
    return 2 if assembly.second_call_at else None


def call_opens_at(assembly: Assembly, *, second_call_days: int) -> datetime | None:
    """Not before the hour it was called for; the second call so many days after the first at the earliest."""
    number = next_call(assembly)
    if number != 2 or assembly.second_call_at is None:
        return assembly.first_call_at if number else None
    day = timezone.localdate(assembly.first_call_at) + timedelta(days=second_call_days)
    if timezone.localdate(assembly.second_call_at) >= day:
        return assembly.second_call_at
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def hour_to_come(assembly: Assembly, now: datetime) -> datetime | None:
    """When the next call can be opened; None where it can be by now, or none is left."""
    days = assembly.rulebook.second_call_days if assembly.rulebook else 1
    opens_at = call_opens_at(assembly, second_call_days=days)
    return opens_at if opens_at and now < opens_at else None


def is_in_session(assembly: Assembly) -> bool:
    return assembly.state == State.OPEN


def is_under_way(assembly: Assembly) -> bool:
    return assembly.state in (State.OPEN, State.SUSPENDED)


def can_vote_on(assembly: Assembly, item: AgendaItem) -> bool:
    """What was on the notice, while it is being dealt with or still to come."""
    is_to_come = item.state in (Item.WAITING, Item.OPEN)
    return is_in_session(assembly) and is_to_come and item.proposal_id is not None


def takes_phones(voting_round: VotingRound) -> bool:
    """It is open, and people vote on the portal. Of a secret vote with its `urn`."""
    is_asked = voting_round.cast_by in (VotingRound.CastBy.PHONES, VotingRound.CastBy.MIXED)
    return is_asked and voting_round.state == VotingRound.State.OPEN and not is_shut(voting_round)


def is_shut(voting_round: VotingRound) -> bool:
    """Of a secret vote, with its `urn`: nobody votes any more, and nobody has counted."""
    urn = getattr(voting_round, "urn", None) if voting_round.is_secret else None
    return urn is not None and urn.closed_at is not None


def vote_path(assembly: Assembly, voting_round: VotingRound) -> str:
    """Where one votes on the portal: a secret vote has a page of its own."""
    if voting_round.is_secret:
        return reverse("governance:assembly_ballots", args=[assembly.year, assembly.number])
    return voting_round.get_absolute_url()
