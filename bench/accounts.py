"""Closing a year of 40 companies and 300 costs, and pages of costs with ten years behind them.

On the PostgreSQL of DATABASE_URL, else SQLite.
"""

import uuid
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.portal import either, run_inside
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from members.companies.models import Company, Field
from members.people.models import User
from spaces.allocations.models import Allocation
from spaces.building.models import Building
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.closing.forms import ProposedClosingForm
from spaces.costs.closing.services import close_year
from spaces.costs.dues.models import Payment
from spaces.costs.sharing.models import Category, SharingRule
from spaces.costs.sharing.services import write_rule
from spaces.costs.spending.models import Cost
from spaces.costs.spending.services import record_cost

COMPANIES, COSTS, YEARS = 40, 300, 10
MOST = 2_000  # ms, of the year's end


def populate(last: int) -> User:
    companies = Company.objects.bulk_create(
        Company(
            name=f"Officina {number:02}",
            slug=f"officina-{number}",
            field=Field.objects.first(),
            joined_on=date(2000, 1, 1),
        )
        for number in range(COMPANIES)
    )
    building = Building.objects.create(name="House", slug="house")
    for _floor, units in fill.floors(building, 1, COMPANIES):
        Allocation.objects.bulk_create(
            Allocation(
                unit=unit, company=company, start_on=date(2000, 1, 1), area_m2=20 + place, reason="Old"
            )
            for place, (unit, company) in enumerate(zip(units, companies, strict=True))
        )
    rules = list(_rules())
    category = Category.objects.create(code="heating", name_en="Heating", name_it="Riscaldamento")
    for year in range(last - YEARS + 1, last + 2):
        _budget(year, category, rules[0])
    _costs(last, category, rules)
    return fill.member_of(companies[0])


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
    adopt_budget(budget, resolution=_resolution(year - 1))
    past = budget.quotas.filter(company__isnull=False, due_on__lte=timezone.localdate())
    Payment.objects.bulk_create(
        Payment(company_id=one.company_id, cents=one.cents, paid_on=one.due_on, request_id=uuid.uuid4())
        for one in past
    )


def _resolution(year: int) -> Resolution:
    number = Resolution.objects.filter(year=year).count() + 1
    values = {"title": "Decided", "text": "So be it.", "outcome": "adopted", "matter": "accounts"}
    return Resolution.objects.create(year=year, number=number, decided_on=date(year, 12, 1), **values)


def _costs(year: int, category: Category, rules: list[SharingRule]) -> None:
    for place in range(COSTS):
        start = date(year, place % 12 + 1, 1)
        cost = Cost(
            title=f"Cost {place}",
            category=category,
            cents=123_45 + place,
            start_on=start,
            end_on=start + relativedelta(months=1),
            rule=rules[place % len(rules)],
            urgent_reason="A bench",
        )
        record_cost(cost, request_id=uuid.uuid4(), by=None)


def inside() -> None:
    last = timezone.localdate().year - 1
    print(f"\nAccounts of {COMPANIES} companies, {COSTS} costs, {YEARS} years")
    with transaction.atomic():
        person = populate(last)
    company = Company.objects.order_by("pk").first()
    proposal = Proposal.objects.create(
        title="Close", text="It.", company=company, matter="accounts", effect="close_year"
    )
    form = ProposedClosingForm({"year": last})
    proposing = spent(form.is_valid)
    form.instance.proposal = proposal
    row, resolution = form.save(), _resolution(last)
    closing = spent(lambda: close_year(row, resolution=resolution))
    print(f"  sums and hash for the proposal: {proposing.clock:.0f} ms")
    print(f"  year's end: {closing.clock:.0f} ms (limit {MOST})")
    addresses = {
        "statement, ten years behind": f"/costs/{last}/mine/",
        "the year": f"/costs/{last}/",
    }
    table = Table(PAGE_COLUMNS, measure_pages(person, addresses, rounds=3, repeated=8))
    table.show(f"logged in, {connection.vendor}")
    if closing.clock > MOST:
        raise SystemExit(f"The year's end takes longer than {MOST} ms.")
    table.end(Bound("median ms", 150), Bound("queries", 12))


def main() -> None:
    run_inside(inside, either())
