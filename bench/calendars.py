"""Calendars of a person, a company and a space with 2,000 entries among 50,000 bookings; a door; in ms.

The whole answer, but no server; on SQLite and on the PostgreSQL of DATABASE_URL. Who has a calendar already
is answered by 304.
"""

import statistics
import sys
import uuid
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, spent
from bench.portal import both, run_inside
from members.companies.models import Company
from members.people.models import User
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.services import Target, create_link
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Building, Floor, Space
from spaces.policies.models import BookingPolicy

SPACES, ENTRIES, OTHERS = 20, 2_000, 48_000
ROUNDS, TRIED = 5, 7  # of these the quickest round: others on the machine disturb
HOUR = timedelta(hours=1)


def populate() -> tuple[User, Company, list[Space]]:
    """A company with 2,000 bookings in a hall, all in the window, and others with 48,000 elsewhere."""
    pairs = fill.representatives(40)
    floor = Floor.objects.create(building=Building.objects.create(name="House", slug="house"), level=0)
    policy = BookingPolicy.objects.create(name="All")
    spaces = Space.objects.bulk_create(
        Space(code=f"R{number:02}", kind="room", floor=floor, area_m2=50, is_bookable=True, policy=policy)
        for number in range(SPACES)
    )
    first = datetime.combine(timezone.localdate() - timedelta(days=29), time(6), UTC)
    rows = [_booking(spaces[0], pairs[0][1], first, number, 5) for number in range(ENTRIES)]
    rows += [
        _booking(
            spaces[1 + number % (SPACES - 1)],
            pairs[1 + number % 39][1],
            first - timedelta(days=200),
            number // (SPACES - 1),
            5,
        )
        for number in range(OTHERS)
    ]
    Claim.objects.bulk_create(
        (
            Claim(space_id=one.space_id, booking=one, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in Booking.objects.bulk_create(rows, batch_size=5000)
        ),
        batch_size=5000,
    )
    return *pairs[0], spaces


def _booking(space: Space, company: Company, first: datetime, number: int, a_day: int) -> Booking:
    start = first + timedelta(days=number // a_day, hours=number % a_day * 2)
    return Booking(
        request_id=uuid.uuid4(),
        space=space,
        company=company,
        purpose="Rehearsal, with è",
        starts_at=start,
        ends_at=start + HOUR,
    )


def _path(target: Target, user: User) -> str:
    link, token = create_link(target, by=user, label="", language="it", request_id=uuid.uuid4())
    return link.path(token)


def measured(path: str, **headers: str) -> tuple[float, ...]:
    """PAGE_COLUMNS of an address that a stranger with the link asks."""
    client = Client(headers=headers)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != (304 if headers else 200):
        sys.exit(f"{path} was answered with {response.status_code}.")
    queries = len(captured)
    rounds = [[spent(lambda: client.get(path)) for _ in range(TRIED)] for _ in range(ROUNDS)]
    clock = min(statistics.median(one.clock for one in times) for times in rounds)
    processor = min(statistics.median(one.processor for one in times) for times in rounds)
    return clock, processor, queries, len(response.content) / 1000


def inside() -> None:
    print(f"\n{ENTRIES} entries among {ENTRIES + OTHERS} bookings of {SPACES} spaces")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user, company, spaces = populate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    kind, rows = CalendarLink.Kind, {}
    targets = {
        "person": Target(kind.PERSON),
        "company": Target(kind.COMPANY, company=company),
        "space": Target(kind.SPACE, space=spaces[0]),
    }
    for name, target in targets.items():
        path = _path(target, user)
        etag = Client().get(path)["ETag"]
        rows[f"calendar of a {name}"] = measured(path)
        rows[f"{name}, known"] = measured(path, **{"if-none-match": etag})
    rows["door"] = measured(_path(Target(kind.DOOR, space=spaces[0]), user))
    table = Table(PAGE_COLUMNS, rows)
    table.show(connection.vendor)
    known = [name for name in rows if name.endswith("known")]
    table.end(
        Bound("median ms", 400, but=known),
        Bound("median ms", 10, rows=known),
        Bound("queries", 4, rows=known),
    )


def main() -> None:
    run_inside(inside, both())
