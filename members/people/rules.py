"""Who may do what to a company: its people, by a current membership. Being staff gives nothing."""

from django.contrib.auth.models import AnonymousUser

from members.companies.models import Company
from members.people.models import Membership, User
from members.people.place_models import PlaceChange


def is_insider(user: User | AnonymousUser, membership: Membership | None) -> bool:
    """May read what members read: has a place in a company today, or works in the back-office."""
    return bool(membership) or (isinstance(user, User) and user.is_coordinator)


def can_edit_company(membership: Membership | None, company: Company) -> bool:
    """Its page and products: any of its people."""
    return membership is not None and membership.company_id == company.pk


def can_see_people(membership: Membership | None, company: Company) -> bool:
    return can_edit_company(membership, company)


def can_manage_people(membership: Membership | None, company: Company) -> bool:
    """Invite, change roles, end memberships: its representatives."""
    return can_edit_company(membership, company) and membership is not None and membership.is_representative


def can_end_membership(mine: Membership | None, other: Membership) -> bool:
    """A representative ends any membership of the company; everybody may leave."""
    return mine is not None and (mine.pk == other.pk or can_manage_people(mine, other.company))


def can_confirm_change(mine: Membership, change: PlaceChange) -> bool:
    """A new representative is confirmed by another one; the last one agrees themselves to go."""
    if not change.is_waiting:
        return False
    if change.kind == PlaceChange.Kind.ENDED:
        return mine.pk == change.membership_id
    return mine.pk != change.membership_id and can_manage_people(mine, change.membership.company)


def can_object_to_change(mine: Membership | None, change: PlaceChange) -> bool:
    """Another representative; `None`: whoever holds the link sent to the company, against a new one."""
    if mine is None:
        return change.is_waiting and change.kind == PlaceChange.Kind.GIVEN
    is_other = mine.pk != change.membership_id and can_manage_people(mine, change.membership.company)
    return change.is_waiting and is_other


def is_same_mailbox(one: str, other: str) -> bool:
    """Whether mail to both addresses reaches one person: case and what follows a plus do not matter."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    name, _at, host = address.strip().lower().rpartition("@")
    return name.split("+")[0], host
