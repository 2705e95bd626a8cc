"""Who the guests of an event are answered by."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.querysets import EventQuerySet
from members.companies.models import Company, the_multifactory
from members.people.models import Membership, User


def host_companies(event: Event) -> list[Company]:
    """The companies that make the event, the first of them first."""
    return [host.company for host in event.hosts.confirmed().for_list()]


def reply_address(event: Event) -> str:
    """Where guests write to: the host's address, or that of the multifactory; empty where there is none."""
    written = (company.email for company in host_companies(event))
    return next((email for email in written if email), the_multifactory().email)


def with_host(events: EventQuerySet, acting: Membership | None) -> EventQuerySet:
    """Adds `is_mine`: whether the company the person acts for is a confirmed host."""
    company = acting.company_id if acting else None  # a lazy one is never None
    hosts = EventHost.objects.confirmed().filter(event=OuterRef("pk"), company=company)
    return events.annotate(is_mine=Exists(hosts))


def is_of_host(acting: Membership | None, event: Event) -> bool:
    """The same, of an event whose confirmed hosts are read already."""
    company = acting.company_id if acting else None
    return company is not None and any(host.company_id == company for host in event.confirmed_hosts)


def can_see_guests(user: User | AnonymousUser, event: Event) -> bool:
    """The people of its confirmed hosts, and coordinators. Needs `with_host()`."""
    return event.is_mine or (isinstance(user, User) and user.is_coordinator)
