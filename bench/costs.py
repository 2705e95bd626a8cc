"""Sharing costs: 200 over 1,000 companies, pure; and the weights of a year with 2,000 allocations.

Run: python -m bench.costs
"""

import random
import time
from datetime import date, timedelta

from spaces.costs.sharing.rules import split_cost
from spaces.costs.sharing.weights import Facts, Hold, Scope, Unit, by_area, equally

COMPANIES, COSTS = 1_000, 200
START, END = date(2027, 1, 1), date(2028, 1, 1)


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


def main() -> None:
    facts, scope = sample(), Scope()
    began = time.process_time()
    area, equal = by_area(facts, scope), equally(facts, scope)
    print(f"weights of {COMPANIES} units with {2 * COMPANIES} holds: {time.process_time() - began:.3f} s")
    began = time.process_time()
    for turn in range(COSTS):
        split_cost(1_234_567 + turn * 991, area, equal, fixed_percent=30, turn=turn, shares_empty_again=True)
    print(
        f"{COSTS} costs over {COMPANIES} companies, two keys: {time.process_time() - began:.3f} s (limit 1 s)"
    )
    began = time.process_time()
    for turn in range(COSTS):
        split_cost(1_234_567 + turn * 991, area, turn=turn)
    print(
        f"{COSTS} costs over {COMPANIES} companies, one key: {time.process_time() - began:.3f} s (limit 1 s)"
    )


if __name__ == "__main__":
    main()
