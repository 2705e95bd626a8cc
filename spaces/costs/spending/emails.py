"""Mails about costs. They are part of membership, so nobody can do without them."""

from members.companies.models import the_multifactory
from members.people.recipients import representatives_of
from multifactory.lib.formats import format_euro
from multifactory.lib.mail import absolute_url, send
from spaces.costs.spending.models import Authorisation, Cost


def send_expense_exceeded(cost: Cost, authorisation: Authorisation) -> None:
    """To the company whose proposal allowed the expense: more was spent than was decided."""
    proposal = authorisation.resolution.proposal
    if proposal is None:
        return
    context = {
        "cost": cost,
        "resolution": authorisation.resolution,
        "allowed": format_euro(authorisation.cents),
        "spent": format_euro(authorisation.spent + cost.cents),
        "amount": format_euro(cost.cents),
        "url": absolute_url(cost.get_absolute_url()),
        "portal": the_multifactory(),
    }
    for place in representatives_of([proposal.company]):
        send(place.user.email, "expense_exceeded", context, place.user.language)
