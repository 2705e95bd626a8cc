"""The mail to a company that a proposal is about."""

from governance.proposals.models import Proposal
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, send


def send_party_asked(proposal: Proposal, membership: Membership) -> None:
    """To a representative: does the company declare a conflict of interest, before voting opens?"""
    context = {
        "company": membership.company,
        "title": proposal.title,
        "url": absolute_url(f"{proposal.get_absolute_url()}#recusals"),
    }
    send(membership.user.email, "party_asked", context, membership.user.language)
