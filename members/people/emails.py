"""Mails about invitations and memberships."""

from django.urls import reverse

from members.companies.models import the_multifactory
from members.people.invitations import invitation_path
from members.people.models import Invitation, Membership, User
from multifactory.lib.mail import absolute_url, send


def send_invitation(invitation: Invitation) -> None:
    """The link to take a place in a company, in the language of the account, else of who invites."""
    by = invitation.invited_by
    context = {
        "invitation": invitation,
        "by": by,
        "portal": the_multifactory(),
        "url": absolute_url(invitation_path(invitation)),
    }
    account = User.objects.filter(email__iexact=invitation.email).first() or by
    send(invitation.email, "invitation", context, account.language if account else "")


def send_invitation_accepted(membership: Membership, invited_by: User) -> None:
    """To who invited: the person has come."""
    context = {
        "membership": membership,
        "url": absolute_url(reverse("members:people_list", args=[membership.company.slug])),
    }
    send(invited_by.email, "invitation_accepted", context, invited_by.language)


def send_membership_ended(membership: Membership, by: User) -> None:
    """To a person whose place somebody else has ended."""
    context = {"membership": membership, "by": by, "portal": the_multifactory()}
    send(membership.user.email, "membership_ended", context, membership.user.language)
