"""Occupancy over ten years of a building of 20 floors with 100 units each, in ms."""

import random
from datetime import date

from django.db import connection
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages
from bench.portal import either, run_inside
from members.companies.models import Company, Field
from members.people.models import User
from spaces.allocations.models import Allocation
from spaces.building.models import Building, Space
from spaces.condition.models import Condition

FLOORS, UNITS, YEARS, COMPANIES = 20, 100, 10, 400
ADDRESSES = {
    "ten years of a floor": "/spaces/occupancy/?page=7",
    "three years of a floor": "/spaces/occupancy/?page=7&from={three}",
    "figures of a day long ago": "/spaces/occupancy/?page=7&on={long_ago}-06-01",
    "the vacant units": "/spaces/vacant/",
}


def populate() -> User:
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
    for _floor, units in fill.floors(building, FLOORS, UNITS):
        _history(units, companies, chance)
    return fill.member_of(companies[0])


def _history(units: list[Space], companies: list[Company], chance: random.Random) -> None:
    first = timezone.localdate().year - YEARS
    opened = date(first, 9, 1)
    Condition.objects.bulk_create(
        one
        for unit in units
        for one in (
            Condition(space=unit, state="under_works", start_on=date(first, 1, 1), end_on=opened),
            Condition(space=unit, state="usable", start_on=opened),
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


def inside() -> None:
    print(f"\nOccupancy of {FLOORS} floors x {UNITS} units x {YEARS} years")
    year = timezone.localdate().year
    addresses = {
        name: address.format(three=year - 2, long_ago=year - 5) for name, address in ADDRESSES.items()
    }
    table = Table(PAGE_COLUMNS, measure_pages(populate(), addresses, rounds=1, repeated=15))
    table.show(f"logged in, {connection.vendor}")
    table.end(Bound("median ms", 300), Bound("queries", 10))


def main() -> None:
    run_inside(inside, either())
