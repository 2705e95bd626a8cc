"""50,000 bookings of 20 spaces: calendars, what is free, use, a booking, a series of 52 dates, in ms.

The whole page, logged in, template and all, but no server; on the PostgreSQL of DATABASE_URL, else SQLite.
"""

import statistics
import tracemalloc
import uuid
from datetime import UTC, datetime, time, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Spent, Table, measure_pages, spent
from bench.portal import both, run_inside
from members.companies.models import Company
from members.people.models import User
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import create_booking
from spaces.building.models import Building, Floor, Space
from spaces.policies.models import BookingPolicy
from spaces.series.services import create_series

SPACES, BOOKINGS, HOURS = 20, 50_000, 13  # hours booked of a day
TRIED, SERIES_TRIED = 60, 10  # bookings and series measured
HOUR = timedelta(hours=1)
WEEK, FREE, USE, DOWNLOAD = "the week of all", "what is free", "the use of a month", "the same as CSV"


def populate() -> tuple[User, Company, list[Space]]:
    """Every space is booked hour after hour of every day, up to 90 days ahead, by forty companies."""
    pairs = fill.representatives(40)
    floor = Floor.objects.create(building=Building.objects.create(name="House", slug="house"), level=0)
    policy = BookingPolicy.objects.create(name="All", horizon_days=400)
    room = {"kind": "room", "floor": floor, "area_m2": 50, "capacity": 9, "is_bookable": True}
    spaces = Space.objects.bulk_create(
        Space(code=f"R{number:02}", policy=policy, **room) for number in range(SPACES)
    )
    days = BOOKINGS // SPACES // HOURS
    first = timezone.localdate() + timedelta(days=90 - days)
    starts = [
        datetime.combine(first + timedelta(days=number // HOURS), time(6), UTC) + HOUR * (number % HOURS)
        for number in range(BOOKINGS // SPACES)
    ]
    bookings = Booking.objects.bulk_create(
        (
            Booking(
                request_id=uuid.uuid4(),
                space=space,
                company=pairs[(place + number) % len(pairs)][1],
                purpose="Meeting",
                starts_at=start,
                ends_at=start + HOUR,
            )
            for place, space in enumerate(spaces)
            for number, start in enumerate(starts)
        ),
        batch_size=5000,
    )
    seconds = spent(lambda: _claim(bookings)).clock / 1000
    print(f"  {len(bookings)} claims written, each held against the others, in {seconds:.1f} s")
    return *pairs[0], spaces


def _claim(bookings: list[Booking]) -> None:
    Claim.objects.bulk_create(
        (
            Claim(space_id=one.space_id, booking=one, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in bookings
        ),
        batch_size=5000,
    )


def _book(user: User, company: Company, spaces: list[Space]) -> tuple[float, float]:
    """Median milliseconds (clock, processor) of a booking, at ten in the evening of the coming days."""
    times = []
    for number in range(TRIED):
        day = timezone.localdate() + timedelta(days=1 + number // SPACES)
        start = datetime.combine(day, time(20), UTC)
        space = spaces[number % SPACES]
        words = {"purpose": "Meeting", "request_id": uuid.uuid4()}
        times.append(
            spent(
                lambda space=space, start=start, words=words: create_booking(
                    space, company=company, by=user, starts_at=start, ends_at=start + HOUR, **words
                )
            )
        )
    return _medians(times)


def _medians(times: list[Spent]) -> tuple[float, float]:
    return statistics.median(one.clock for one in times), statistics.median(one.processor for one in times)


def _book_series(user: User, company: Company, spaces: list[Space]) -> tuple[float, float, float]:
    """Median milliseconds (clock, processor) and queries of a series of 52 dates, in the early morning."""
    times, queries = [], []
    first = timezone.localdate() + timedelta(days=1)
    for space in spaces[:SERIES_TRIED]:
        with CaptureQueriesContext(connection) as captured:
            times.append(
                spent(
                    lambda space=space: create_series(
                        space,
                        company=company,
                        by=user,
                        every="week",
                        first_day=first,
                        until=first + timedelta(weeks=51),
                        start_time=time(4),
                        end_time=time(5),
                        purpose="Meeting",
                        request_id=uuid.uuid4(),
                    )
                )
            )
        queries.append(len(captured))
    if Booking.objects.exclude(series=None).count() != SERIES_TRIED * 52:
        raise SystemExit("Not every date was booked.")
    return *_medians(times), max(queries)


def _memory(user: User, addresses: dict[str, str]) -> dict[str, tuple[float, ...]]:
    """The most megabytes that Python holds at once for each page: no worker grows by more."""
    client = Client()
    client.force_login(user)
    found = {}
    for name, path in addresses.items():
        client.get(path)  # what is kept for all requests is not of this one
        tracemalloc.start()
        client.get(path)
        found[name] = (tracemalloc.get_traced_memory()[1] / 1_000_000,)
        tracemalloc.stop()
    return found


def inside() -> None:
    print(f"\n{BOOKINGS} bookings of {SPACES} spaces")
    user, company, spaces = populate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    day = timezone.localdate() + timedelta(days=3)
    addresses = {
        "the day of a space": f"/spaces/R07/calendar/?day={day}",
        "the week of a space": f"/spaces/R07/calendar/?week={day}",
        "the day of all spaces": f"/bookings/day/?on={day}",
        WEEK: f"/bookings/week/?from={day}",
        FREE: f"/bookings/?day={day}&starts=04:00&ends=06:00&people=1",
        USE: f"/bookings/use/?month={day:%Y-%m}",
        DOWNLOAD: f"/bookings/use/download/?month={day:%Y-%m}",
        "one's own bookings": "/bookings/",
    }
    pages = measure_pages(user, addresses, rounds=5, repeated=8)
    memory = Table({"MB at most": 1}, _memory(user, addresses))
    booking = Table(
        {"median ms": 2, "of processor": 2, "queries": 0},
        {
            "a booking": (*_book(user, company, spaces), 0),
            "a series of 52": _book_series(user, company, spaces),
        },
    )
    table = Table(PAGE_COLUMNS, pages)
    table.show(f"logged in, {connection.vendor}")
    booking.show("by the service")
    memory.show("of each page")
    (one, *_rest), (series, _processor, queries) = booking.rows.values()
    if one > 30 or series > 500 or queries > 40:
        raise SystemExit("A booking takes more than 30 ms, or a series more than 500 ms or 40 queries.")
    if heavy := [name for name, (most,) in memory.rows.items() if most > 10]:
        raise SystemExit(f"More than 10 MB: {', '.join(heavy)}.")
    slower = {WEEK: 200, FREE: 300, USE: 300, DOWNLOAD: 300}
    table.end(
        Bound("median ms", 150, but=slower),
        *(Bound("median ms", most, rows=[name]) for name, most in slower.items()),
        Bound("queries", 10),
    )


def main() -> None:
    run_inside(inside, both())
