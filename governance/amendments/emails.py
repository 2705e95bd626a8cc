"""The mail about an amendment that the chair withdrew."""

from governance.amendments.models import Amendment
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_amendment_withdrawn(amendment: Amendment, person: User) -> None:
    """To a representative of the company that had proposed it."""
    context = {
        "amendment": amendment,
        "title": amendment.proposal.title,
        "url": absolute_url(amendment.get_absolute_url()),
    }
    send(person.email, "amendment_withdrawn", context, person.language)
