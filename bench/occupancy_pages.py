"""The timeline of a large building with a long history: started by `occupancy.py` on an empty database."""

import random
import statistics
import sys
import time
from datetime import date

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.companies.models import Company, Field
from members.people.models import Membership, User
from spaces.allocations.models import Allocation
from spaces.building.models import Building, Floor, Space
from spaces.condition.models import Condition

FLOORS, UNITS, YEARS, COMPANIES = 20, 100, 10, 400
REPEATED = 15
LIMIT_MS, LIMIT_QUERIES = 300, 10
ADDRESSES = {
    "ten years of a floor": "/spaces/occupancy/?page=7",
    "three years of a floor": "/spaces/occupancy/?page=7&from={three}",
    "figures of a day long ago": "/spaces/occupancy/?page=7&on={long_ago}-06-01",
    "the vacant units": "/spaces/vacant/",
}


def populate() -> None:
    """A building in which every unit changes hands every year or two, the same every time."""
    chance = random.Random(84)  # noqa: S311
    field = Field.objects.first()
    companies = Company.objects.bulk_create(
        Company(
            name=f"Officina {number:03}", slug=f"officina-{number}", field=field, joined_on=date(2000, 1, 1)
        )
        for number in range(COMPANIES)
    )
    building = Building.objects.create(name="House", slug="house")
    first = timezone.localdate().year - YEARS
    for level in range(FLOORS):
        floor = Floor.objects.create(building=building, level=level, name=f"Floor {level}")
        units = Space.objects.bulk_create(
            Space(code=f"U{level:02}{number:02}", kind="unit", floor=floor, area_m2=50)
            for number in range(UNITS)
        )
        Condition.objects.bulk_create(
            one
            for unit in units
            for one in (
                Condition(
                    space=unit, state="under_works", start_on=date(first, 1, 1), end_on=date(first, 9, 1)
                ),
                Condition(space=unit, state="usable", start_on=date(first, 9, 1)),
            )
        )
        Allocation.objects.bulk_create(
            Allocation(
                unit=unit,
                company=chance.choice(companies),
                start_on=date(year, chance.randint(1, 6), 1),
                end_on=None if year == first + YEARS - 1 and chance.random() < 0.9 else date(year, 12, 1),
                area_m2=50,
                reason="Handed over",
            )
            for unit in units
            for year in range(first, first + YEARS)
        )
    Membership.objects.create(user=User.objects.create_user("a@example.org"), company=companies[0])


def measure() -> dict[str, tuple[float, int, int]]:
    """Median ms, queries and bytes by name of the page."""
    client = Client()
    client.force_login(User.objects.get())
    year = timezone.localdate().year
    found = {}
    for name, pattern in ADDRESSES.items():
        address = pattern.format(three=year - 2, long_ago=year - 5)
        client.get(address)  # templates are loaded
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        count, size = len(queries), len(response.content)
        if response.status_code != 200:
            sys.exit(f"{address} was answered with {response.status_code}.")
        times = []
        for _ in range(REPEATED):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        found[name] = (statistics.median(times), count, size)
    return found


def main() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    print(f"\nOccupancy of {FLOORS} floors x {UNITS} units x {YEARS} years, logged in, {connection.vendor}")
    populate()
    found = measure()
    print(f"{'':38}median ms   queries   kB")
    for name, (median, queries, size) in found.items():
        print(f"  {name:36}{median:9.1f}{queries:10}{size // 1000:5}")
    print(f"At most {LIMIT_MS} ms and {LIMIT_QUERIES} queries are allowed.")
    slow = [name for name, (ms, queries, _) in found.items() if ms > LIMIT_MS or queries > LIMIT_QUERIES]
    sys.exit(f"Too much: {', '.join(slow)}." if slow else 0)
