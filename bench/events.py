"""The programme with 10,000 events and 200,000 registrations: list, month, archive, first page, feeds; in ms.

The whole answer, template and all, logged in, but no server; on SQLite and on the PostgreSQL of DATABASE_URL.
A feed that its reader has already is answered by 304; a series of 52 is made in a free room.
"""

import statistics
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Spent, Table, measure_pages, spent
from bench.portal import both, run_inside
from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.repeats import EventSeries
from events.programme.series import create_series
from events.registrations.models import Registration
from members.people.models import User
from spaces.building.models import Building, Floor, Space

EVENTS, COMING, REGISTRATIONS = 10_000, 500, 20
FEED, ATOM = "/events/calendar.ics", "/events/feed.atom"


def populate() -> User:
    people = fill.representatives(20)
    now, kinds = timezone.now(), Event.Kind.values
    events = Event.objects.bulk_create(
        (
            Event(
                slug=f"event-{number}",
                title=f"Open workshop, evening {number}",
                summary="See how it is made, and try it with your own hands.",
                text="Bring **old shoes**. " * 20,
                kind=kinds[number % len(kinds)],
                place="The yard",
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                state=Event.State.PUBLISHED,
                public_since=start - timedelta(days=400),
                capacity=40,
                search_text="open workshop evening",
            )
            for number in range(EVENTS)
            for start in [now + timedelta(hours=18 * (COMING - number))]
        ),
        batch_size=1000,
    )
    EventHost.objects.bulk_create(
        (
            EventHost(event=event, company=people[number % len(people)][1])
            for number, event in enumerate(events)
        ),
        batch_size=2000,
    )
    for begin in range(0, EVENTS, 500):
        Registration.objects.bulk_create(
            _registration(event, number)
            for event in events[begin : begin + 500]
            for number in range(REGISTRATIONS)
        )
    return people[0][0]


def _registration(event: Event, number: int) -> Registration:
    return Registration(
        event=event,
        name=f"Guest {number}",
        email=f"guest{number}@example.org",
        code=f"{number:06}",
        confirmed_at=event.public_since,
    )


def addresses() -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=40)
    return {
        "first page": "/",
        "list": "/events/",
        "list, page 20": "/events/?page=20",
        "past": "/events/?past=1",
        "list, narrowed": "/events/?kind=course&q=workshop",
        "month": f"/events/month/{day.year}/{day.month}/",
        "archive": f"/events/archive/{timezone.localdate().year - 1}/",
        "event": "/events/event-3/",
        "feed of 500": FEED,
        "Atom": ATOM,
    }


def known_feed(address: str) -> tuple[float, ...]:
    """Asked again by who has it."""
    client = Client()
    known = {"if-none-match": client.get(address)["ETag"]}
    assert client.get(address, headers=known).status_code == 304  # noqa: S101
    times = [spent(lambda: client.get(address, headers=known)) for _ in range(20)]
    return _in_row(times)


def series(user: User) -> tuple[float, ...]:
    """52 dates in a free room, nothing kept."""
    floor = Floor.objects.create(building=Building.objects.create(name="H", slug="h"), level=0, name="Ground")
    room = Space.objects.create(floor=floor, code="C1", name="Hall", kind=Space.Kind.ROOM, area_m2=100)

    def repeat() -> None:
        with transaction.atomic():
            start = timezone.now() + timedelta(days=7)
            event = Event.objects.create(
                **{"title": "Repair", "slug": "repair", "summary": "Bring it.", "state": "published"},
                **{
                    "space": room,
                    "is_common": True,
                    "starts_at": start,
                    "ends_at": start + timedelta(hours=2),
                },
            )
            event.rooms.create(space=room)
            made = create_series(event, EventSeries(rule="weekly", count=53), by=user)
            assert len(made) == 52, len(made)  # noqa: S101
            transaction.set_rollback(True)

    return _in_row([spent(repeat) for _ in range(3)])


def _in_row(times: list[Spent]) -> tuple[float, ...]:
    return statistics.median(one.clock for one in times), min(one.processor for one in times), 0, 0


def inside() -> None:
    print(f"\nThe programme of {EVENTS} events x {REGISTRATIONS} registrations")
    user = populate()
    rows = measure_pages(user, addresses(), rounds=3, repeated=5)
    rows |= {"feed, known": known_feed(FEED), "Atom, known": known_feed(ATOM), "series of 52": series(user)}
    table = Table(PAGE_COLUMNS, rows)
    table.show(f"{connection.vendor}")
    table.end(
        Bound("median ms", 150, rows=["list", "list, page 20", "past", "list, narrowed", "month", "archive"]),
        Bound("median ms", 200, rows=["first page"]),
        Bound("median ms", 300, rows=["feed of 500", "Atom"]),
        Bound("median ms", 30, rows=["feed, known", "Atom, known"]),
        Bound("median ms", 500, rows=["series of 52"]),
    )


def main() -> None:
    run_inside(inside, both())
