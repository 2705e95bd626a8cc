"""A building of 20 floors x 100 spaces with ten years of history, on any day, in ms.

Measured like the directory: whole pages without a server, in a database of its own.
"""

import random
from datetime import date
from math import cos, pi, sin

from django.db import connection

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages
from bench.portal import either, run_inside
from members.companies.models import Company, Field
from members.people.models import User
from spaces.allocations.models import Allocation
from spaces.building.models import Building, Space
from spaces.condition.models import Condition
from spaces.plans.models import FloorPlan

FLOORS, SPACES, COMPANIES = 20, 100, 500
FIRST_YEAR, YEARS = 2016, 10
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


def populate() -> User:
    """Made-up spaces, the same every time: every fifth is round, and each has had five holders."""
    chance = random.Random(84)  # noqa: S311
    companies = _companies(chance)
    building = Building.objects.create(name="Mill", slug="mill")
    for floor, units in fill.floors(building, FLOORS, SPACES):
        shapes = {unit.code: outline(number) for number, unit in enumerate(units)}
        FloorPlan.objects.bulk_create(
            FloorPlan(floor=floor, valid_from=date(year, 1, 1), width=1000, height=600, shapes=shapes)
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        )
        _history(units, companies, chance)
    return fill.member_of(companies[0])


def _companies(chance: random.Random) -> list[Company]:
    fields = list(Field.objects.all())
    return Company.objects.bulk_create(
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


def _history(units: list[Space], companies: list[Company], chance: random.Random) -> None:
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


def outline(number: int) -> list[list[float]]:
    x, y = 100 * (number % 10), 60 * (number // 10)
    if number % 5:
        return [[x, y], [x + 100, y], [x + 100, y + 60], [x, y + 60]]
    turns = (2 * pi * step / 90 for step in range(90))
    return [[round(x + 50 + 50 * cos(turn), 4), round(y + 30 + 30 * sin(turn), 4)] for turn in turns]


def inside() -> None:
    print(f"\nA building of {FLOORS} floors x {SPACES} spaces, {YEARS} years")
    table = Table(PAGE_COLUMNS, measure_pages(populate(), ADDRESSES | OTHERS, rounds=5, repeated=6))
    table.show(f"logged in, {connection.vendor}")
    table.end(Bound("median ms", 200, but=OTHERS), Bound("queries", 10, but=OTHERS))


def main() -> None:
    run_inside(inside, either())
