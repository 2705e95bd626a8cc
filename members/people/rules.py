"""Who may do what to a company: its people, by a current membership. Being staff gives nothing."""

from django.contrib.auth.models import AnonymousUser

from members.companies.models import Company
from members.people.models import Membership, User


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
