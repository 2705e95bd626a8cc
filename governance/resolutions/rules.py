"""Who may say that a resolution is carried out, and whether there is anything to do."""

from django.contrib.auth.models import AnonymousUser

from governance.proposals.choices import Outcome
from governance.proposals.rules import can_propose, is_chair
from governance.resolutions.models import Resolution
from members.people.models import Membership, User


def can_mark_done(user: User | AnonymousUser, membership: Membership | None, resolution: Resolution) -> bool:
    """Say that it is done: the company that sees to it, and coordinators."""
    is_responsible = bool(membership and membership.company_id == resolution.responsible_id)
    may = is_chair(user) or (is_responsible and can_propose(membership))
    return resolution.outcome == Outcome.ADOPTED and may


def has_follow_up(resolution: Resolution) -> bool:
    """Whether anything is to be done: those older than the portal were only entered."""
    days = (resolution.due_on, resolution.review_on, resolution.done_on)
    return resolution.outcome == Outcome.ADOPTED and bool(
        resolution.responsible or any(days) or resolution.effect_state
    )
