"""Who may stand, propose and answer, and who stands: pure but for the questions that name an assembly."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from governance.assemblies.elections.models import Candidacy
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from governance.proposals.rules import can_propose
from members.people.models import Membership, User

State = Proposal.State

# From the discussion until voting opens; then the ballot is fixed.
CANDIDATE_STATES = (State.DISCUSSION, State.FROZEN, State.CALLED)


def takes_candidates(proposal: Proposal) -> bool:
    return proposal.state in CANDIDATE_STATES


def can_propose_candidate(membership: Membership | None, proposal: Proposal) -> bool:
    """A representative of any company."""
    return can_propose(membership) and takes_candidates(proposal)


def can_accept_candidacy(user: User, candidacy: Candidacy) -> bool:
    """The person alone: nobody stands by the word of another."""
    return (
        candidacy.user_id == user.pk
        and candidacy.waits_for_candidate
        and takes_candidates(candidacy.proposal)
    )


def can_withdraw_candidacy(user: User, candidacy: Candidacy) -> bool:
    """The person, before voting opens; whether they had accepted or decline now."""
    is_standing = candidacy.withdrawn_at is None
    return candidacy.user_id == user.pk and is_standing and takes_candidates(candidacy.proposal)


def can_answer_election(user: User, candidacy: Candidacy) -> bool:
    return candidacy.user_id == user.pk and candidacy.waits_for_answer


def candidates_of(assembly: Assembly) -> QuerySet[Candidacy]:
    """Who stands in an election on the agenda, whether they have accepted yet or not."""
    return Candidacy.objects.standing().filter(proposal__agenda_items__assembly=assembly)


def is_candidate(user: User, assembly: Assembly) -> bool:
    """Then they count no votes in it: a scrutineer is nobody's candidate."""
    return candidates_of(assembly).filter(user=user).exists()


def term_end(start_on: date, years: int) -> date:
    """The same day so many years later: the first day of the next term. 29 February gives 28 February."""
    try:
        return start_on.replace(year=start_on.year + years)
    except ValueError:
        return start_on.replace(year=start_on.year + years, day=28)


def following_keys(scores: Mapping[str, int], needed: int, lot: Sequence[str]) -> list[str]:
    """Who has enough votes, the most first; equals as the lot drawn when voting closed has them."""
    able = [key for key in lot if scores.get(key, 0) >= needed]
    return sorted(able, key=lambda key: -scores[key])  # stable
