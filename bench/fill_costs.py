"""Companies, units that change hands, budgets and costs: what the benchmark of costs fills a portal with."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from bench import fill
from governance.resolutions.models import Resolution
from members.companies.models import Company, Field
from members.people.models import User
from spaces.allocations.models import Allocation
from spaces.building.models import Building
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.dues.models import Payment
from spaces.costs.sharing.models import Category, SharingRule
from spaces.costs.sharing.services import write_rule
from spaces.costs.spending.models import Cost
from spaces.costs.spending.services import record_cost

UNITS_A_FLOOR = 50


@transaction.atomic
def years_of_costs(companies: int, costs: int, years: int) -> User:
    """Ending with last year, which has all the costs; who reads the pages. Every unit changed hands in it."""
    last = timezone.localdate().year - 1
    rows = Company.objects.bulk_create(
        Company(
            name=f"Officina {number:04}",
            slug=f"officina-{number}",
            field=Field.objects.first(),
            joined_on=date(2000, 1, 1),
        )
        for number in range(companies)
    )
    _allocate(rows, last)
    rules = list(_rules())
    category = Category.objects.create(code="bench", name_en="Heating", name_it="Riscaldamento")
    for year in range(last - years + 1, last + 2):
        _budget(year, category, rules[0])
    _record(last, costs, category, rules)
    return fill.member_of(rows[0])


def _allocate(companies: list[Company], year: int) -> None:
    """Two allocations a unit: the next company took it over some day of the year."""
    building, number = Building.objects.create(name="House", slug="house"), 0
    for _floor, units in fill.floors(building, -(-len(companies) // UNITS_A_FLOOR), UNITS_A_FLOOR):
        for unit in units[: len(companies) - number]:
            day = date(year, 1, 2) + timedelta(days=number * 7 % 360)
            values = {"unit": unit, "area_m2": 20 + number % 60, "reason": "Old"}
            other = companies[(number + 1) % len(companies)]
            first = Allocation(company=companies[number], start_on=date(2000, 1, 1), end_on=day, **values)
            Allocation.objects.bulk_create([first, Allocation(company=other, start_on=day, **values)])
            number += 1


def _rules() -> Iterator[SharingRule]:
    values = {"valid_from": date(2000, 1, 1), "reason": "As ever"}
    yield write_rule(SharingRule(name="By m²", fixed_key="area", **values), by=None)
    yield write_rule(SharingRule(name="Equally", fixed_key="equal", **values), by=None)
    mixed = {"fixed_key": "area", "fixed_percent": 30, "variable_key": "heads", "empty": "again"}
    yield write_rule(SharingRule(name="Mixed", **mixed, **values), by=None)


def _budget(year: int, category: Category, rule: SharingRule) -> None:
    """Adopted, with every quota of the past paid."""
    budget = Budget.objects.create(year=year)
    BudgetLine.objects.create(budget=budget, category=category, cents=48_000_00, rule=rule)
    adopt_budget(budget, resolution=resolution_of(year - 1))
    past = budget.quotas.filter(company__isnull=False, cents__gt=0, due_on__lte=timezone.localdate())
    Payment.objects.bulk_create(
        Payment(company_id=one.company_id, cents=one.cents, paid_on=one.due_on, request_id=uuid.uuid4())
        for one in past
    )


def resolution_of(year: int) -> Resolution:
    number = Resolution.objects.filter(year=year).count() + 1
    values = {"title": "Decided", "text": "So be it.", "outcome": "adopted", "matter": "accounts"}
    return Resolution.objects.create(year=year, number=number, decided_on=date(year, 12, 1), **values)


def _record(year: int, costs: int, category: Category, rules: list[SharingRule]) -> None:
    for place in range(costs):
        start = date(year, place % 12 + 1, 1)
        cost = Cost(
            title=f"Cost {place}",
            category=category,
            cents=123_45_00 + place,
            start_on=start,
            end_on=start + relativedelta(months=1),
            rule=rules[place % len(rules)],
            urgent_reason="A bench",
        )
        record_cost(cost, request_id=uuid.uuid4(), by=None)
