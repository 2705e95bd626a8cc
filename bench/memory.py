"""What the processes of the portal hold after 10,000 mixed requests, and how soon the first answer comes.

gunicorn as configured, but that no process is replaced; the sample R84. Four of five requests are visitors',
with searches nobody has asked before, every fifth is a member's. PSS counts what processes share once; stored
pages are counted apart, by asking the same of processes that store none. PostgreSQL where there is one.
"""

import os
import random
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.client import Bound, Table, Visitor
from bench.pages import log_in, pages_of
from bench.portal import Environment, either, load, manage, prepared, running

REQUESTS, AT_ONCE = 10_000, 4
STORED_MB = 32
COLUMNS = {"first answer s": 2, "MB at first": 1, "half way": 1, "at the end": 1, "grown since half": 1}
SEARCHES = ("/companies/?q={}", "/search/?q={}", "/events/?q={}", "/spaces/vacant/?{}", "/companies/no-{}/")


def pss_of_processes(server: "subprocess.Popen[bytes]") -> float:
    """MB of the largest process that answers."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return max(_pss(number) for number in children)


def _pss(process: str) -> float:
    return int(Path(f"/proc/{process}/smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024


def _age(server: "subprocess.Popen[bytes]") -> float:
    """Seconds since the process began; its start is the 22nd value of proc(5), in ticks."""
    stat = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(stat[19]) / os.sysconf("SC_CLK_TCK")


def ask(port: int, number: int, pages: list[str], member: dict[str, str]) -> None:
    chance = random.Random(number)  # noqa: S311
    path = chance.choice(pages)
    if number % 10 == 0:
        path = chance.choice(SEARCHES).format(number)
    visitor = Visitor(port, member if number % 5 == 0 else None, patience=120)
    visitor.ask(path)


def measure(environment: Environment, port: int) -> tuple[float, ...]:
    with running(environment, port, "--max-requests", "0") as server:
        Visitor(port).ask("/about/")
        first = _age(server)
        found = pages_of(port)
        pages = [path for path, _cookies in found.values()]
        member = Visitor(port)
        log_in(member, "anna@example.org", "multifactory")
        held = [pss_of_processes(server)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for half in range(2):
                numbers = range(half * REQUESTS // 2, (half + 1) * REQUESTS // 2)
                list(pool.map(lambda number: ask(port, number, pages, member.cookies), numbers))
                held.append(pss_of_processes(server))
    return first, *held, held[2] - held[1]


def main() -> None:
    table = Table(COLUMNS)
    for kind in either():
        with prepared(kind) as (environment, port):
            manage(environment, "demo", "--case", "r84")
            for stored, name in ((STORED_MB, "with stored pages"), (0, "without")):
                table.rows[name] = measure(environment | {"PUBLIC_PAGES_MB": str(stored)}, port)
        table.show(f"A process, {REQUESTS:,} requests, {kind}, {load()}")
    table.end(
        Bound("at the end", 80, rows=["without"]),
        Bound("at the end", 80 + STORED_MB, rows=["with stored pages"]),
        Bound("grown since half", 3),
    )
