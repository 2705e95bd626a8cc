"""What the dashboard says of events: questions to make one together, my registrations, events of mine where
people wait."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Lower
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.querysets import EventQuerySet
from events.programme.validation import represented_companies
from events.registrations.models import LIVE, TICKET_LINK, Registration
from members.people.models import Membership, User

ROWS = 8


def events_of_mine(user: User, acting: Membership | None) -> EventQuerySet:
    """Coming events which a company the person represents is asked to make too (`is_asked`), which they are
    registered for (`my_uid`, `my_state`, of the first of several), and those of their company, or all for
    coordinators, where people wait (`waiting`, how many). One query."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    here = Registration.objects.filter(event=OuterRef("pk"))
    mine = here.filter(Q(email=user.email.lower()) | Q(email__in=addresses), state__in=LIVE).order_by("pk")
    company = acting.company_id if acting else None
    hosts = EventHost.objects.confirmed().filter(event=OuterRef("pk"), company=company)
    is_ours = Value(True) if user.is_coordinator else Exists(hosts)
    asked = EventHost.objects.asked().filter(event=OuterRef("pk"), company__in=represented_companies(user))
    events = (
        Event.objects.exclude(state=Event.State.CANCELLED)
        .filter(ends_at__gt=timezone.now())
        .with_waiting()
        .annotate(
            is_asked=Exists(asked),
            my_uid=Subquery(mine.values("uid")[:1]),
            my_state=Subquery(mine.values("state")[:1]),
            is_ours=is_ours,
        )
    )
    shown = Q(my_uid__isnull=False) | Q(is_ours=True, waiting__gt=0)
    return events.filter(Q(is_asked=True) | Q(shown, state="published")).order_by("starts_at")


def dashboard_events(user: User, acting: Membership | None) -> dict[str, list]:
    events = list(events_of_mine(user, acting)[: 3 * ROWS])
    asked = [event for event in events if event.is_asked]
    mine = [
        (event, TICKET_LINK.token(str(event.my_uid)), Registration.State(event.my_state).label)
        for event in events
        if event.my_uid and event.state == Event.State.PUBLISHED
    ]
    queues = [
        event for event in events if event.is_ours and event.waiting and event.state == Event.State.PUBLISHED
    ]
    return {"events_asked": asked[:ROWS], "my_registrations": mine[:ROWS], "queues": queues[:ROWS]}
