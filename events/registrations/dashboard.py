"""What the dashboard says of events: my registrations, and events of mine where people wait."""

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from events.programme.models import Event
from events.registrations.models import LIVE, Registration
from members.people.models import Membership, User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import any_case

ROWS = 5


def my_registrations(user: User) -> QuerySet[Registration]:
    """Under the person's own addresses, for events that are not over."""
    mine = Registration.objects.filter(any_case("email", addresses_of(user)), state__in=LIVE)
    coming = mine.filter(event__ends_at__gt=timezone.now(), event__state=Event.State.PUBLISHED)
    return coming.select_related("event__space").order_by("event__starts_at", "pk")[:ROWS]


def events_with_queue(user: User, acting: Membership | None) -> QuerySet[Event]:
    """Of the person's company, or all for coordinators; with `waiting`, the people in the queue."""
    events = Event.objects.published().filter(starts_at__gt=timezone.now())
    if not user.is_coordinator:
        events = events.made_by(acting.company) if acting else events.none()
    waiting = Sum("registrations__party", filter=Q(registrations__state="waiting"))
    return events.annotate(waiting=waiting).filter(waiting__gt=0).order_by("starts_at")[:ROWS]


def dashboard_context(user: User, acting: Membership | None) -> dict[str, Any]:
    return {
        "my_registrations": my_registrations(user),
        "queues": events_with_queue(user, acting),
    }
