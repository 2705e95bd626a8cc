"""Mails to a company about its own vote."""

from django.urls import reverse

from governance.suspensions.models import VotingSuspension
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, send


def _context(suspension: VotingSuspension, membership: Membership) -> dict[str, object]:
    resolution = suspension.resolution
    return {
        "company": membership.company,
        "suspension": suspension,
        "reason": suspension.reason,
        "citation": str(resolution or suspension.rulebook_entry),
        "url": absolute_url(
            resolution.get_absolute_url() if resolution else reverse("governance:proposal_list")
        ),
    }


def send_company_suspended(suspension: VotingSuspension, membership: Membership) -> None:
    """To a representative: from when, until when, why, and by what."""
    user = membership.user
    send(user.email, "company_suspended", _context(suspension, membership), user.language)


def send_suspension_ended(suspension: VotingSuspension, membership: Membership) -> None:
    """To a representative: from which day the company votes again."""
    user = membership.user
    send(user.email, "suspension_ended", _context(suspension, membership), user.language)
