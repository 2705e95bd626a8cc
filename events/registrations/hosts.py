"""Who the guests of an event are answered by."""

from django.contrib.auth.models import AnonymousUser

from events.programme.models import Event
from members.companies.models import Company, the_multifactory
from members.people.models import Membership, User


def host_companies(event: Event) -> list[Company]:
    """The companies that make the event, the first of them first."""
    return [host.company for host in event.hosts.confirmed().for_list()]


def reply_address(event: Event) -> str:
    """Where guests write to: the host's address, or that of the multifactory; empty where there is none."""
    written = (company.email for company in host_companies(event))
    return next((email for email in written if email), the_multifactory().email)


def can_see_guests(user: User | AnonymousUser, acting: Membership | None, event: Event) -> bool:
    """The people of its hosts, and coordinators."""
    if isinstance(user, User) and user.is_coordinator:
        return True
    return acting is not None and event.hosts.confirmed().filter(company=acting.company_id).exists()
