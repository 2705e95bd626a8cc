"""Nobody sees what was after anybody has seen what is: two groups of processes that share a database.

Two writers, each a process of its own, write number after number onto one page, in two scopes of its content.
Twenty readers ask now one portal and now the other. An answer with a number below the highest that a writer
had committed, or any reader had seen, before it was asked for is a fault. Once on SQLite, once on PostgreSQL.
"""

import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.client import Bound, Table, Visitor
from bench.portal import ROOT, Environment, ask_inside, both, free_port, load, prepared, running
from members.companies.models import Company, Field, Multifactory

SECONDS, READERS = 60, 20
PAGE = "/companies/numbered/"
# What each writer writes: on every page, and on that of the company.
NAMES = {"house": "House", "line": "Line"}
LONGEST_PAUSE = 1.0  # seconds between two numbers of a writer: some fall into the building of a page
COLUMNS = {"numbers": 0, "answers": 0, "repeated %": 0, "behind": 0, "other status": 0}


@dataclass
class Seen:
    """What is known to be committed, and what was answered."""

    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    answers: int = 0
    repeated: int = 0  # what the same portal had answered before
    behind: list[tuple[str, int, int]] = field(
        default_factory=list
    )  # what, the number read, the least it could be
    refused: list[int] = field(default_factory=list)
    tags: set[tuple[int, str]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def learn(self, what: str, number: int) -> None:
        with self.lock:
            self.numbers[what] = max(self.numbers[what], number)

    def read(self, least: dict[str, int], text: str) -> None:
        for what, name in NAMES.items():
            found = re.search(rf"{name} (\d+)", text)
            number = int(found[1]) if found else -1
            if number < least[what]:
                self.behind.append((what, number, least[what]))
            self.learn(what, number)


def populate() -> None:
    Multifactory.objects.update_or_create(pk=1, defaults={"name": "House 0"})
    if not Company.objects.filter(slug="numbered").exists():
        Company.objects.create(
            name="Numbered",
            slug="numbered",
            line="Line 0",
            field=Field.objects.first(),
            joined_on="2020-01-01",
        )


def write(what: str) -> None:
    """Numbers without end; each is said once it is committed."""
    number = 0
    while True:
        number += 1
        text = f"{NAMES[what]} {number}"
        if what == "house":
            Multifactory.objects.update(name=text)
        else:
            Company.objects.filter(slug="numbered").update(line=text)
        print(number, flush=True)
        time.sleep(random.uniform(0, LONGEST_PAUSE))  # noqa: S311


@contextmanager
def _writers(environment: Environment, seen: Seen) -> Iterator[None]:
    processes, threads = [], []
    for what in NAMES:
        code = f"from bench import exact; exact.write({what!r})"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        processes.append(process)

        def listen(what: str = what, process: "subprocess.Popen[str]" = process) -> None:
            for line in process.stdout or ():
                seen.learn(what, int(line))

        threads.append(threading.Thread(target=listen))
        threads[-1].start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.wait(60)
        for thread in threads:
            thread.join()


def watch(environment: Environment, ports: Sequence[int], seconds: float) -> Seen:
    """What readers of these portals saw while two writers wrote."""
    seen = Seen()
    for port in (*ports,) * 6:
        Visitor(port).ask(PAGE)  # the first requests of a process load templates
    with _writers(environment, seen):
        while not all(seen.numbers.values()):
            time.sleep(0.1)  # the writers begin
        until = time.monotonic() + seconds

        def read() -> None:
            while time.monotonic() < until:
                port = random.choice(ports)  # noqa: S311
                with seen.lock:
                    least = dict(seen.numbers)
                answer = Visitor(port).send(PAGE).getresponse()
                text, tag = answer.read().decode(), answer.headers.get("ETag", "")
                with seen.lock:
                    seen.answers += 1
                    seen.repeated += (port, tag) in seen.tags
                    seen.tags.add((port, tag))
                if answer.status == 200:
                    seen.read(least, text)
                else:
                    seen.refused.append(answer.status)

        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    return seen


def main() -> None:
    table = Table(COLUMNS)
    for kind in both():
        with prepared(kind) as (environment, port):
            ask_inside(environment, populate)
            other = free_port()
            with running(environment, port), running(environment, other):
                seen = watch(environment, (port, other), SECONDS)
        repeated = 100 * seen.repeated / max(seen.answers, 1)
        numbers = sum(seen.numbers.values())
        table.rows[kind] = (numbers, seen.answers, repeated, len(seen.behind), len(seen.refused))
        for fault in seen.behind[:5]:
            print(fault)
    table.show(f"Two portals, {len(NAMES)} writers, {READERS} readers, {SECONDS} s, {load()}")
    table.end(Bound("behind", 0), Bound("other status", 0))
