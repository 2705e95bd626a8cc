"""Costs: sharing them, pure; the year's end, pages and the record of 40 and of 1,000 companies.

On SQLite and on the PostgreSQL of DATABASE_URL. The bounds are of the processor, because a busy machine says
little by the clock; the clock stands beside them. On PostgreSQL the processor of the server is not in them.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.fill_costs import resolution_of, years_of_costs
from bench.portal import Environment, ask_inside, both, migrated_once, prepared
from governance.proposals.models import Proposal
from members.companies.models import Company
from members.people.models import User
from spaces.costs.closing.forms import ProposedClosingForm
from spaces.costs.closing.services import close_year
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import split_cost
from spaces.costs.sharing.split import weights_of_rule
from spaces.costs.sharing.weights import Facts, Hold, Scope, Unit, by_area, equally
from spaces.costs.spending.models import CostShare
from spaces.costs.spending.record import record_response

COMPANIES, COSTS = 1_000, 200  # shared without a database
START, END = date(2027, 1, 1), date(2028, 1, 1)
SIZES = {"40 × 300, ten years": (40, 300, 10), "1,000 × 300": (1_000, 300, 1)}
CLOSE = {40: (2_000, 150), 1_000: (20_000, 150)}  # ms of the processor, MB more
COLUMNS = {"clock ms": 0, "of processor": 0, "MB more": 0, "queries": 0}


# --- Pure ------------------------------------------------------------------------------------------------


def sample() -> Facts:
    """A thousand units that change hands once in the year, and as many companies."""
    draw = random.Random(7)  # noqa: S311  a benchmark
    units, holds, members = [], {}, []
    for pk in range(1, COMPANIES + 1):
        area = draw.randrange(10_00, 300_00)
        change = START + timedelta(days=draw.randrange(1, 364))
        units.append(Unit(pk, 1, 1, area, START, END))
        other = pk % COMPANIES + 1
        holds[pk] = [Hold(pk, pk, START, change, area), Hold(pk, other, change, END, area)]
        members.append((pk, START, END))
    return Facts(START, END, units, holds, members=members)


def pure() -> bool:
    """Whether 200 costs are shared over 1,000 companies within a second, by one key and by two."""
    facts, scope = sample(), Scope()
    began = time.process_time()
    area, equal = by_area(facts, scope), equally(facts, scope)
    print(f"weights of {COMPANIES} units with {2 * COMPANIES} holds: {time.process_time() - began:.3f} s")
    two = {"fixed_percent": 30, "shares_empty_again": True}
    slow = False
    for name, weights, options in (("one key", [area], {}), ("two keys", [area, equal], two)):
        began = time.process_time()
        for turn in range(COSTS):
            split_cost(1_234_567 + turn * 991, *weights, turn=turn, **options)
        took = time.process_time() - began
        slow |= took > 1
        print(f"{COSTS} costs over {COMPANIES} companies, {name}: {took:.3f} s (limit 1 s)", flush=True)
    return slow


# --- In a portal, each in a process of its own, so that its memory is its own ------------------------------


def populate(companies: int, costs: int, years: int) -> None:
    years_of_costs(companies, costs, years)


def _last() -> int:
    return timezone.localdate().year - 1


def _measured(action: Callable[[], object]) -> tuple[float, float, float, int]:
    """COLUMNS. The memory is what the process needed at most, beyond what it had needed before."""
    asked: list[None] = []

    def count(execute: Any, *query: Any) -> Any:
        asked.append(None)  # and not what was asked: keeping that takes memory of its own
        return execute(*query)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with connection.execute_wrapper(count):
        took = spent(action)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return took.clock, took.processor, more, len(asked)


def closing(companies: int) -> None:
    """The sums for the proposal, then the year's end itself."""
    form = ProposedClosingForm({"year": _last()})
    table = Table(COLUMNS)
    table.rows["sums and hash for the proposal"] = _measured(form.is_valid)
    form.instance.proposal = Proposal.objects.create(
        title="Close", text="It.", company=Company.objects.first(), matter="accounts", effect="close_year"
    )
    row, resolution = form.save(), resolution_of(_last())
    table.rows["year’s end"] = _measured(lambda: close_year(row, resolution=resolution))
    table.show(f"{companies} companies, {connection.vendor}")
    most, memory = CLOSE[companies]
    rows = ("year’s end",)
    table.end(Bound("of processor", most, rows=rows), Bound("MB more", memory, rows=rows))


def record() -> None:
    """The file of a year, streamed to nobody."""
    lines = CostShare.objects.filter(cost__year=_last()).count()

    def read() -> None:
        with transaction.atomic():
            for _part in record_response(_last(), "en"):
                pass

    table = Table(COLUMNS, {"record.csv": _measured(read)})
    table.show(f"{lines} lines, {connection.vendor}")
    table.end(Bound("MB more", 60))


def weights() -> None:
    """Of a rule by m², over a year in which each of 1,000 units changed hands."""
    rule, start = SharingRule.objects.get(name="By m²"), date(_last(), 1, 1)
    end = date(_last() + 1, 1, 1)
    table = Table(COLUMNS, {"weights of the year": _measured(lambda: weights_of_rule(rule, start, end))})
    table.show(f"2,000 allocations, {connection.vendor}")
    table.end(Bound("queries", 3))


def pages(companies: int) -> None:
    addresses = {"the year": f"/costs/{_last()}/", "statement": f"/costs/{_last()}/mine/"}
    person = User.objects.get(email="a@example.org")
    table = Table(PAGE_COLUMNS, measure_pages(person, addresses, rounds=3, repeated=5, is_best_round=True))
    table.show(f"pages, {companies} companies, {connection.vendor}")
    table.end(Bound("of processor", 150), Bound("queries", 12))


# --- All of it -------------------------------------------------------------------------------------------


def _ask(environment: Environment, inside: Callable[..., None], *arguments: object) -> bool:
    """Whether it was within its bounds."""
    try:
        print(ask_inside(environment, inside, *arguments), end="", flush=True)
    except subprocess.CalledProcessError as error:
        print(error.output, end="", flush=True)
        return False
    return True


def main() -> None:
    is_good = not pure()
    for kind in both():
        with migrated_once(kind):
            for name, (companies, costs, years) in SIZES.items():
                print(f"\n--- {name}, {kind}", flush=True)
                with prepared(kind) as (environment, _port):
                    ask_inside(environment, populate, companies, costs, years)
                    is_good &= _ask(environment, pages, companies)
                    if companies == max(CLOSE):
                        is_good &= _ask(environment, weights)
                        is_good &= _ask(environment, record)
                    is_good &= _ask(environment, closing, companies)
    sys.exit(0 if is_good else "Not within its bounds.")


if __name__ == "__main__":
    main()
