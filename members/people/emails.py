"""Mails about invitations, memberships and who represents a company."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from members.companies.models import Company, the_multifactory
from members.people.invitations import invitation_path, place_change_path
from members.people.models import Invitation, Membership, User
from members.people.place_models import PlaceChange
from multifactory.lib.mail import absolute_url, send


def send_invitation(invitation: Invitation, language: str = "") -> None:
    """The link to take a place in a company, in the language of the account, else in the one they are known
    to speak, else in that of who invites."""
    by = invitation.invited_by
    context = {
        "invitation": invitation,
        "by": by,
        "portal": the_multifactory(),
        "url": absolute_url(invitation_path(invitation)),
    }
    account = User.objects.filter(email__iexact=invitation.email).first()
    spoken = (account.language if account else language) or (by.language if by else "")
    send(invitation.email, "invitation", context, spoken)


def send_invitation_undelivered(invitation: Invitation, invited_by: User) -> None:
    """To who invited: the mail server of the address refuses it for good."""
    context = {"invitation": invitation, "url": _people_url(invitation.company)}
    send(invited_by.email, "invitation_undelivered", context, invited_by.language)


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


def _people_url(company: Company) -> str:
    return absolute_url(reverse("members:people_list", args=[company.slug]))


def _send_to_company(
    company: Company, people: Iterable[User], template: str, context: dict[str, Any], contact: str = ""
) -> None:
    """To people of a company and to its contact address, each once."""
    context = {"company": company, "portal": the_multifactory(), **context}
    languages = {person.email.lower(): person.language for person in people}
    if address := (contact or company.email):
        languages.setdefault(address.lower(), "")
    for address, language in languages.items():
        send(address, template, context, language)


def send_representative_invited(invitation: Invitation, people: Iterable[User]) -> None:
    """To a company: a coordinator has invited a representative for it."""
    context = {"invitation": invitation, "by": invitation.invited_by, "url": _people_url(invitation.company)}
    _send_to_company(invitation.company, people, "representative_invited", context)


def send_place_given(change: PlaceChange, witnesses: Iterable[User]) -> None:
    """To a company: somebody was made its representative by staff; the link leads to the answer."""
    url = absolute_url(place_change_path(change))
    context = {"change": change, "membership": change.membership, "by": change.made_by, "url": url}
    _send_to_company(change.membership.company, witnesses, "place_given", context)


def send_place_ended(change: PlaceChange, people: Iterable[User]) -> None:
    """To everybody in a company and to the person: a coordinator ends a place, or closes the account."""
    company = change.membership.company
    context = {"change": change, "membership": change.membership, "by": change.made_by}
    _send_to_company(company, people, "place_ended", context | {"url": _people_url(company)})


def send_place_answered(change: PlaceChange) -> None:
    """To the coordinator and to the person concerned: what the company has answered."""
    membership = change.membership
    context = {
        "change": change,
        "membership": membership,
        "by": change.answered_by,
        "company": membership.company,
        "portal": the_multifactory(),
    }
    people = {membership.user, change.made_by} if change.made_by else {membership.user}
    for person in people - {change.answered_by}:
        send(person.email, "place_answered", context, person.language)


def send_place_in_force(change: PlaceChange, people: Iterable[User]) -> None:
    """To a company: nobody objected for seven days, the new representative is one now."""
    company = change.membership.company
    context = {"change": change, "membership": change.membership, "url": _people_url(company)}
    _send_to_company(company, [*people, change.membership.user], "place_in_force", context)


def send_contact_changed(company: Company, people: Iterable[User], *, former_email: str, by: User) -> None:
    """To the former address of a company and its representatives: a coordinator has changed the address."""
    context = {"by": by, "url": _people_url(company)}
    _send_to_company(company, people, "contact_changed", context, contact=former_email)
