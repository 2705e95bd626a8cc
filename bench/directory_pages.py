"""The pages of the directory under much weight: started by `directory.py` on an empty database."""

import random
import statistics
import sys
import time
from datetime import date

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.companies.models import Company, Field
from members.people.models import Membership, User
from members.profile.models import Machine, Product, ProductStage, Stage, Term
from members.profile.search import refresh_all_search_texts
from spaces.allocations.models import Allocation
from spaces.building.models import Building, Floor, Space
from spaces.plans.models import FloorPlan

COMPANIES, PRODUCTS, TERMS = 1000, 20, 150  # of each kind of words
ROUNDS, REPEATED = 5, 8
LIMIT_MS, LIMIT_QUERIES = 150, 12
MATERIALS = ("oak", "larch", "brass", "felt", "paper", "clay", "glass", "linen", "leather", "cork")
ADDRESSES = {
    "everything": "",
    "one box": "?vocation=craft",
    "three groups": "?field=woodworking&stage=repair&material=oak",
    "three boxes of a group, a search": "?material=oak&material=brass&material=clay&q=number",
    "three groups, a search": "?vocation=craft&stage=design&open=visits&q=lampada",
    "two words": "?q=officina+sedia",
    "one of each group": "?field=woodworking&vocation=craft&stage=sale&product=product-001"
    "&material=oak&machine=machine-001&place=house&open=visits",
    "the last page": "?page=42",
    "no company": "?q=nobody-at-all",
    "on the plan": "/spaces/companies/?vocation=craft&stage=repair&open=visits",
}


def populate() -> None:
    """Made-up companies, the same every time."""
    chance = random.Random(84)  # noqa: S311
    terms: dict[str, list[Term]] = {}
    for kind in Term.Kind.values:
        special = MATERIALS if kind == Term.Kind.MATERIAL else ()
        names = [*special, *(f"{kind} {number:03}" for number in range(TERMS - len(special)))]
        rows = [Term(kind=kind, name=name, slug=name.replace(" ", "-")) for name in names]
        terms[kind] = Term.objects.bulk_create(rows)
    fields = list(Field.objects.all())
    made = Company.objects.bulk_create(
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
    products = Product.objects.bulk_create(
        Product(company=company, name=f"{chance.choice(('Sedia', 'Lampada', 'Tavolo'))} number {place}")
        for company in made
        for place in range(PRODUCTS)
    )
    habits = {one.pk: chance.sample([*terms["product"], *terms["material"]], 25) for one in made}
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
    Machine.objects.bulk_create(
        Machine(company=company, name="Machine", term=chance.choice(terms["machine"])) for company in made
    )
    building = Building.objects.create(name="House", slug="house")
    for level in range(10):
        floor = Floor.objects.create(building=building, level=level, name=f"Floor {level}")
        units = Space.objects.bulk_create(
            Space(code=f"U{level}{number:02}", kind="unit", floor=floor, area_m2=50) for number in range(100)
        )
        shapes = {}
        for number, unit in enumerate(units):
            x, y = 10 * (number % 10), 10 * (number // 10)
            shapes[unit.code] = [[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10]]
        FloorPlan.objects.create(
            floor=floor, valid_from=date(2020, 1, 1), width=100, height=100, shapes=shapes
        )
        Allocation.objects.bulk_create(
            Allocation(unit=unit, company=one, start_on=date(2021, 1, 1), area_m2=50, reason="Founder")
            for unit, one in zip(units, made[100 * level :], strict=False)
        )
    start = time.perf_counter()
    refresh_all_search_texts()
    print(f"  what {COMPANIES} companies are found by, written anew in {time.perf_counter() - start:.1f} s")
    Membership.objects.create(user=User.objects.create_user("a@example.org"), company=made[0])


def measure() -> dict[str, tuple[float, int, int]]:
    """Median ms, queries and bytes by name of the page."""
    client = Client()
    client.force_login(User.objects.get())
    times: dict[str, list[float]] = {name: [] for name in ADDRESSES}
    facts: dict[str, tuple[int, int]] = {}
    for name, query in ADDRESSES.items():
        address = query if query.startswith("/") else f"/companies/{query}"
        client.get(address)  # templates are loaded
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"{address} was answered with {response.status_code}.")
        facts[name] = len(queries), len(response.content)
    for _ in range(ROUNDS):
        for name, query in ADDRESSES.items():
            address = query if query.startswith("/") else f"/companies/{query}"
            for _ in range(REPEATED):
                start = time.perf_counter()
                client.get(address)
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: (statistics.median(times[name]), *facts[name]) for name in ADDRESSES}


def is_too_much(name: str, median: float, queries: int) -> bool:
    """The plan draws a thousand units: it is measured, but the limit is the directory's."""
    return queries > LIMIT_QUERIES or (median > LIMIT_MS and name != "on the plan")


def main() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    print(f"\nThe directory of {COMPANIES} companies x {PRODUCTS} products, logged in, {connection.vendor}")
    populate()
    found = measure()
    print(f"{'':38}median ms   queries   kB")
    for name, (median, queries, size) in found.items():
        print(f"  {name:36}{median:9.1f}{queries:10}{size // 1000:5}")
    print(f"At most {LIMIT_MS} ms and {LIMIT_QUERIES} queries are allowed.")
    slow = [name for name, (median, queries, _) in found.items() if is_too_much(name, median, queries)]
    sys.exit(f"Too much: {', '.join(slow)}." if slow else 0)
