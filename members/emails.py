"""Mails about people and companies."""

from django.urls import reverse

from members.invitations import invitation_path
from members.models import Invitation, Membership, Multifactory, User
from multifactory.lib.mail import absolute_url, send


def invitation(invitation: Invitation) -> None:
    """The link to take a place in a company, in the language of the account, else of who invites."""
    by = invitation.invited_by
    context = {
        "invitation": invitation,
        "by": by,
        "portal": Multifactory.objects.first(),
        "url": absolute_url(invitation_path(invitation)),
    }
    account = User.objects.filter(email__iexact=invitation.email).first() or by
    send(invitation.email, "invitation", context, account.language if account else "")


def invitation_accepted(membership: Membership, invited_by: User) -> None:
    """To who invited: the person has come."""
    context = {
        "membership": membership,
        "url": absolute_url(reverse("members:people_list", args=[membership.company.slug])),
    }
    send(invited_by.email, "invitation_accepted", context, invited_by.language)


def membership_ended(membership: Membership, by: User) -> None:
    """To a person whose place somebody else has ended."""
    context = {"membership": membership, "by": by, "portal": Multifactory.objects.first()}
    send(membership.user.email, "membership_ended", context, membership.user.language)
