"""The pages of the building under much weight: started by `building.py` on an empty database."""

import random
import statistics
import sys
import time
from datetime import date
from math import cos, pi, sin

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.companies.models import Company, Field
from members.people.models import Membership, User
from spaces.allocations.models import Allocation
from spaces.building.models import Building, Floor, Space
from spaces.condition.models import Condition
from spaces.plans.models import FloorPlan

FLOORS, SPACES, COMPANIES = 20, 100, 500
FIRST_YEAR, YEARS = 2016, 10
ROUNDS, REPEATED = 5, 6
LIMIT_MS, LIMIT_QUERIES = 200, 10
PAGE = "/spaces/buildings/mill/?floor=7"
ADDRESSES = {
    "who": PAGE,
    "field of activity": f"{PAGE}&layer=field",
    "what is free": f"{PAGE}&layer=vacancy",
    "condition": f"{PAGE}&layer=condition",
    "seven years ago": f"{PAGE}&on=2019-05-01",
    "before there was a plan": f"{PAGE}&on=1999-05-01",
}
OTHERS = {
    "a unit, with its plan": "/spaces/U0742/",
    "all twenty floors": "/spaces/",
    "all of them seven years ago": "/spaces/?on=2019-05-01",
}


def populate() -> None:
    """Made-up spaces, the same every time: every fifth is round, and each has had five holders."""
    chance = random.Random(84)  # noqa: S311
    fields = list(Field.objects.all())
    companies = Company.objects.bulk_create(
        Company(
            name=f"Officina {number:03}",
            slug=f"officina-{number}",
            story="Nata nel cortile della fabbrica, lavora da anni con le altre. " * 20,
            field=fields[number % len(fields)],
            vocation=chance.choice(Company.Vocation.values),
            joined_on=date(FIRST_YEAR, 1, 1),
        )
        for number in range(COMPANIES)
    )
    building = Building.objects.create(name="Mill", slug="mill")
    for level in range(FLOORS):
        floor = Floor.objects.create(building=building, level=level, name=f"Floor {level}")
        units = Space.objects.bulk_create(
            Space(code=f"U{level:02}{number:02}", kind="unit", floor=floor, area_m2=50)
            for number in range(SPACES)
        )
        shapes = {unit.code: outline(number) for number, unit in enumerate(units)}
        FloorPlan.objects.bulk_create(
            FloorPlan(floor=floor, valid_from=date(year, 1, 1), width=1000, height=600, shapes=shapes)
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        )
        Allocation.objects.bulk_create(
            Allocation(
                unit=unit,
                company=chance.choice(companies),
                start_on=date(year, 1, 1),
                end_on=None if year + 2 >= FIRST_YEAR + YEARS else date(year + 2, 1, 1),
                area_m2=50,
                reason="Founder",
            )
            for unit in units
            if chance.random() < 0.9
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS, 2)
        )
        Condition.objects.bulk_create(
            Condition(space=unit, state=state, start_on=date(start, 1, 1), end_on=end and date(end, 1, 1))
            for unit in units
            for state, start, end in (
                ("disused", FIRST_YEAR - 2, FIRST_YEAR - 1),
                ("under_works", FIRST_YEAR - 1, FIRST_YEAR),
                ("usable", FIRST_YEAR, None),
            )
        )
    Membership.objects.create(user=User.objects.create_user("a@example.org"), company=companies[0])


def outline(number: int) -> list[list[float]]:
    x, y = 100 * (number % 10), 60 * (number // 10)
    if number % 5:
        return [[x, y], [x + 100, y], [x + 100, y + 60], [x, y + 60]]
    turns = (2 * pi * step / 90 for step in range(90))
    return [[round(x + 50 + 50 * cos(turn), 4), round(y + 30 + 30 * sin(turn), 4)] for turn in turns]


def measure(addresses: dict[str, str]) -> dict[str, tuple[float, int, int]]:
    """Median ms, queries and bytes by name of the page."""
    client = Client()
    client.force_login(User.objects.get())
    found = {}
    for name, address in addresses.items():
        client.get(address)  # templates are loaded
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        queries = len(captured)  # said now: the next request forgets them
        if response.status_code != 200:
            sys.exit(f"{address} was answered with {response.status_code}.")
        times = []
        for _ in range(ROUNDS * REPEATED):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        found[name] = statistics.median(times), queries, len(response.content)
    return found


def main() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    print(f"\nA building of {FLOORS} floors x {SPACES} spaces, {YEARS} years, logged in, {connection.vendor}")
    populate()
    pages, others = measure(ADDRESSES), measure(OTHERS)
    print(f"{'':38}median ms   queries   kB")
    for name, (median, queries, size) in (pages | others).items():
        print(f"  {name:36}{median:9.1f}{queries:10}{size // 1000:5}")
    print(f"At most {LIMIT_MS} ms and {LIMIT_QUERIES} queries are allowed for one floor.")
    slow = [
        name for name, (median, queries, _) in pages.items() if median > LIMIT_MS or queries > LIMIT_QUERIES
    ]
    sys.exit(f"Too much: {', '.join(slow)}." if slow else 0)
