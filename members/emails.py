"""Mails about people and companies."""

from django.urls import reverse

from members.invitations import invitation_path
from members.models import ChangeRequest, Company, Invitation, Membership, Multifactory, User
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


def page_check(company: Company, person: User) -> None:
    """Once a year, to a representative: is the page of the company still right?"""
    context = {
        "company": company,
        "portal": Multifactory.objects.first(),
        "page_url": absolute_url(company.get_absolute_url()),
        "url": absolute_url(reverse("members:company_edit", args=[company.slug])),
    }
    send(person.email, "page_check", context, person.language)


def change_request_answered(change: ChangeRequest, person: User) -> None:
    """To who asked for another name or craft entry: what the coordinators have answered."""
    context = {
        "change": change,
        "company": change.company,
        "portal": Multifactory.objects.first(),
        "url": absolute_url(reverse("members:change_request_new", args=[change.company.slug])),
    }
    name = (
        "change_request_accepted"
        if change.state == ChangeRequest.State.ACCEPTED
        else "change_request_refused"
    )
    send(person.email, name, context, person.language)
