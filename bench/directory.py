"""The directory of 1,000 companies with 20 products each, filtered and searched, in ms.

The whole page, logged in, template and all, but no server; on the PostgreSQL of DATABASE_URL, else SQLite.
"""

import random
from datetime import date

from django.db import connection

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.portal import either, run_inside
from members.companies.models import Company, Field
from members.people.models import User
from members.profile.models import Machine, Product, ProductStage, Stage, Term
from members.profile.search import refresh_all_search_texts
from spaces.allocations.models import Allocation
from spaces.building.models import Building
from spaces.plans.models import FloorPlan

COMPANIES, PRODUCTS, TERMS = 1000, 20, 150  # of each kind of words
MATERIALS = ("oak", "larch", "brass", "felt", "paper", "clay", "glass", "linen", "leather", "cork")
ADDRESSES = {
    "everything": "/companies/",
    "one box": "/companies/?vocation=craft",
    "three groups": "/companies/?field=woodworking&stage=repair&material=oak",
    "three boxes of a group, a search": "/companies/?material=oak&material=brass&material=clay&q=number",
    "three groups, a search": "/companies/?vocation=craft&stage=design&open=visits&q=lampada",
    "two words": "/companies/?q=officina+sedia",
    "one of each group": "/companies/?field=woodworking&vocation=craft&stage=sale&product=product-001"
    "&material=oak&machine=machine-001&place=house&open=visits",
    "the last page": "/companies/?page=42",
    "no company": "/companies/?q=nobody-at-all",
    "on the plan": "/spaces/companies/?vocation=craft&stage=repair&open=visits",
}


def populate() -> User:
    """Made-up companies, the same every time; somebody of the first."""
    chance = random.Random(84)  # noqa: S311
    terms = _terms()
    companies = _companies(chance)
    _products(companies, terms, chance)
    Machine.objects.bulk_create(
        Machine(company=company, name="Machine", term=chance.choice(terms["machine"]))
        for company in companies
    )
    _house(companies)
    seconds = spent(refresh_all_search_texts).clock / 1000
    print(f"  what {COMPANIES} companies are found by, written anew in {seconds:.1f} s")
    return fill.member_of(companies[0])


def _terms() -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = {}
    for kind in Term.Kind.values:
        special = MATERIALS if kind == Term.Kind.MATERIAL else ()
        names = [*special, *(f"{kind} {number:03}" for number in range(TERMS - len(special)))]
        rows = [Term(kind=kind, name=name, slug=name.replace(" ", "-")) for name in names]
        terms[kind] = Term.objects.bulk_create(rows)
    return terms


def _companies(chance: random.Random) -> list[Company]:
    fields = list(Field.objects.all())
    return Company.objects.bulk_create(
        Company(
            name=f"{chance.choice(('Officina', 'Bottega', 'Studio'))} {number:04}",
            slug=f"company-{number}",
            line="Lampade, sedie e altre cose fatte a mano",
            story="Nata nel cortile della fabbrica, lavora da anni con le altre. " * 20,
            field=fields[number % len(fields)],
            second_field=fields[(number + 1) % len(fields)],
            vocation=chance.choice(Company.Vocation.values),
            takes_visits=chance.random() < 0.5,
            takes_commissions=chance.random() < 0.7,
            takes_apprentices=chance.random() < 0.3,
            joined_on=date(2020, 1, 1),
        )
        for number in range(COMPANIES)
    )


def _products(companies: list[Company], terms: dict[str, list[Term]], chance: random.Random) -> None:
    products = Product.objects.bulk_create(
        Product(company=company, name=f"{chance.choice(('Sedia', 'Lampada', 'Tavolo'))} number {place}")
        for company in companies
        for place in range(PRODUCTS)
    )
    habits = {one.pk: chance.sample([*terms["product"], *terms["material"]], 25) for one in companies}
    Product.terms.through.objects.bulk_create(
        (
            Product.terms.through(product=product, term=term)
            for product in products
            for term in chance.sample(habits[product.company_id], 3)
        ),
        batch_size=5000,
    )
    ProductStage.objects.bulk_create(
        ProductStage(product=product, stage=stage)
        for product in products
        for stage in chance.sample(Stage.values, 2)
    )


def _house(companies: list[Company]) -> None:
    """Ten floors of a hundred units, each held by a company and drawn."""
    building = Building.objects.create(name="House", slug="house")
    for floor, units in fill.floors(building, 10, 100, digits=1):
        shapes = {}
        for number, unit in enumerate(units):
            x, y = 10 * (number % 10), 10 * (number // 10)
            shapes[unit.code] = [[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10]]
        FloorPlan.objects.create(
            floor=floor, valid_from=date(2020, 1, 1), width=100, height=100, shapes=shapes
        )
        Allocation.objects.bulk_create(
            Allocation(unit=unit, company=one, start_on=date(2021, 1, 1), area_m2=50, reason="Founder")
            for unit, one in zip(units, companies[100 * floor.level :], strict=False)
        )


def inside() -> None:
    print(f"\nThe directory of {COMPANIES} companies x {PRODUCTS} products")
    table = Table(PAGE_COLUMNS, measure_pages(populate(), ADDRESSES, rounds=5, repeated=8))
    table.show(f"logged in, {connection.vendor}")
    # The plan draws a thousand units: it is measured, but the limit is the directory's.
    table.end(Bound("median ms", 150, but=["on the plan"]), Bound("queries", 12))


def main() -> None:
    run_inside(inside, either())
