"""The page of the value chain of 60 and of 300 companies, in ms, and what drawing it a hundred times leaves
in the memory of a server's process, in MB.

The page without a server, logged in; on the PostgreSQL of DATABASE_URL, else SQLite.
"""

import random
import sys
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, Visitor, measure_pages
from bench.portal import ask_inside, either, prepared, run_inside, running
from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration, CollaborationKind
from members.exchange.collaborations.rules import in_order

SIZES, TIES = (60, 300), 3  # companies; what each begins with others
DRAWN, WARMED = 100, 10  # times for each process
MOST, MOST_MORE = 90, 10  # MB of a process
PAGE = "/value-chain/"


def populate(number: int) -> None:
    """Companies of all kinds of links, the same every time, all of them shown to everybody."""
    companies = [company for _user, company in fill.representatives(number)]
    _tie(companies)


def _tie(companies: list[Company]) -> None:
    chance = random.Random(84)  # noqa: S311
    rows = {}
    for company in companies:
        for other in chance.sample(companies, TIES):
            if other != company:
                kind = chance.choices(CollaborationKind.values, [6, 2, 1])[0]
                rows[(*in_order(company, other, kind), kind)] = chance.choice(("boards", "lamps", "bread"))
    Collaboration.objects.bulk_create(
        Collaboration(
            giver=giver,
            taker=taker,
            kind=kind,
            what=what,
            started_on=date(2024, 1, 1),
            confirmed_at=timezone.now(),
            is_public_by_giver=True,
            is_public_by_taker=True,
        )
        for (giver, taker, kind), what in rows.items()
    )


def inside() -> None:
    """The pages of the two sizes, one after the other."""
    table = Table(PAGE_COLUMNS)
    pairs = fill.representatives(max(SIZES))
    companies = [company for _user, company in pairs]
    for size in SIZES:
        Collaboration.objects.all().delete()
        _tie(companies[:size])
        addresses = {f"{size}": PAGE, f"{size}, one": f"{PAGE}?company=company-0"}
        table.rows |= measure_pages(pairs[0][0], addresses, rounds=3, repeated=5, is_best_round=True)
    table.show(f"the value chain, {connection.vendor}")
    table.end(Bound("median ms", 200), Bound("queries", 8))


def memory() -> None:
    """Of the server's processes: before they drew anything, and after a hundred drawings each, none kept."""
    with prepared("sqlite") as (environment, port):
        ask_inside(environment, populate, SIZES[0])
        with running(environment | {"PUBLIC_PAGES_MB": "0"}, port) as server:
            visitor, children = Visitor(port), Path(f"/proc/{server.pid}/task/{server.pid}/children")
            visitor.ask("/companies/")
            processes = children.read_text().split()
            for _ in range(WARMED * len(processes)):
                visitor.ask("/companies/")  # templates, translations and the rest of a page are there
            before = [_megabytes(process) for process in processes]
            for _ in range(DRAWN * len(processes)):
                visitor.ask(PAGE)
            after = [_megabytes(process) for process in processes]
    more = max(late - early for early, late in zip(before, after, strict=True))
    print(
        f"The server's processes: at most {max(before):.1f} MB, after {DRAWN} drawings {max(after):.1f} MB",
        flush=True,
    )
    if max(after) > MOST or more > MOST_MORE:
        sys.exit(f"Too much: at most {MOST} MB a process, and {MOST_MORE} MB more.")


def _megabytes(process: str) -> float:
    """What a process holds now of its own, in MB (Linux); of what it shares, its share (PSS)."""
    return int(Path(f"/proc/{process}/smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024


def main() -> None:
    memory()
    run_inside(inside, either())
