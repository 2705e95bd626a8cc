"""The figures of 1,000 companies with 20 products each and 10,000 collaborations, and their page, in ms.

On the PostgreSQL of DATABASE_URL, else SQLite.
"""

import random
import statistics
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import directory
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.portal import either, run_inside
from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration, CollaborationKind
from members.people.models import User
from members.principles.figures import freeze
from members.principles.services import keep_figures
from members.principles.statistics import read_community
from members.principles.trend import last_months

COLLABORATIONS, REPEATED = 10_000, 20
FIGURES, PAGE = "all figures, read and worked out", "the page"


def populate() -> User:
    """The companies of the directory's benchmark, tied at random, the same every time; 24 months kept."""
    user = directory.populate()
    chance = random.Random(84)  # noqa: S311
    ids = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    ties: set[tuple[int, int, str]] = set()
    while len(ties) < COLLABORATIONS:
        giver, taker = chance.sample(ids, 2)
        kind = chance.choice(CollaborationKind.values)
        ties.add((giver, taker, kind) if kind == "supplies" else (min(giver, taker), max(giver, taker), kind))
    Collaboration.objects.bulk_create(
        (
            Collaboration(
                giver_id=giver,
                taker_id=taker,
                kind=kind,
                what="Parts",
                started_on=date(2021, 1, 1),
                confirmed_at=timezone.now(),
            )
            for giver, taker, kind in sorted(ties)
        ),
        batch_size=1000,
    )
    for month in last_months(timezone.localdate()):
        keep_figures(month)
    return user


def measure_figures() -> tuple[float, ...]:
    """As columns of pages: the size is 0."""
    freeze(read_community())
    with CaptureQueriesContext(connection) as captured:
        freeze(read_community())
    times = [spent(lambda: freeze(read_community())) for _ in range(REPEATED)]
    clock, processor = ([getattr(one, name) for one in times] for name in ("clock", "processor"))
    return statistics.median(clock), statistics.median(processor), len(captured), 0


def inside() -> None:
    print(f"\nThe figures of {directory.COMPANIES} companies with {COLLABORATIONS} collaborations")
    user = populate()
    pages = measure_pages(user, {PAGE: "/about/principles/"}, rounds=3, repeated=5)
    table = Table(PAGE_COLUMNS, {FIGURES: measure_figures(), **pages})
    table.show(f"logged in, {connection.vendor}")
    table.end(Bound("median ms", 300, rows=[FIGURES]), Bound("queries", 8, rows=[FIGURES]))


def main() -> None:
    run_inside(inside, either())
