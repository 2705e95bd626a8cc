"""The back-office of companies and people. What is more than an edit goes through the services."""

from members.admin.changes import ChangeRequestAdmin
from members.admin.companies import CompanyAdmin
from members.admin.people import InvitationAdmin, MembershipAdmin, UserAdmin
from members.admin.portal import FieldAdmin, MultifactoryAdmin, TermAdmin

__all__ = [
    "ChangeRequestAdmin",
    "CompanyAdmin",
    "FieldAdmin",
    "InvitationAdmin",
    "MembershipAdmin",
    "MultifactoryAdmin",
    "TermAdmin",
    "UserAdmin",
]
