"""Mails about collaborations, to who represents the other company."""

from members.companies.models import Company, the_multifactory
from members.exchange.collaborations.models import Collaboration
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, send


def send_collaboration_asked(collaboration: Collaboration) -> None:
    """To the company that is asked: is it so?"""
    _send("collaboration_asked", collaboration, collaboration.asked)


def send_collaboration_confirmed(collaboration: Collaboration) -> None:
    """To the company that asked: the other has confirmed it."""
    _send("collaboration_confirmed", collaboration, collaboration.asker)


def send_collaboration_declined(collaboration: Collaboration) -> None:
    """To the company that asked: the other says that it is not so."""
    _send("collaboration_declined", collaboration, collaboration.asker)


def send_collaboration_ended(collaboration: Collaboration, other: Company) -> None:
    """To the company that did not end it."""
    _send("collaboration_ended", collaboration, other)


def _send(template: str, collaboration: Collaboration, company: Company) -> None:
    places = Membership.objects.current().representatives().filter(company=company, user__is_active=True)
    context = {
        "collaboration": collaboration,
        "company": company,
        "other": collaboration.other(company),
        "portal": the_multifactory(),
        "url": absolute_url(collaboration.get_absolute_url()),
    }
    for place in places.select_related("user").order_by("pk"):
        send(place.user.email, template, context, place.user.language)
