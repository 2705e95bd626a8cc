"""A closing rush on bad days: nothing that a page said is lost, nothing is counted twice (`make faults`).

A smaller rush of `bench.rush`, while workers of the server are killed, all of them are replaced,
every connection to PostgreSQL is cut, or the disk of SQLite is full for some seconds. People whose server was
gone press again. The ledger of what the pages told them is compared with the database afterwards.
"""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench import portal
from bench.client import Visitor
from bench.rush import Disturb, hold, show
from bench.voters import ACCEPTED

VOTES, LATE, SECONDS = 120, 10, 60.0
TRIES = 60  # presses of one person, each 0.2 s after an answer that was none
KILL_SECONDS, FULL_SECONDS = 3.0, 3.0
DISK = "64m"

Server = subprocess.Popen[bytes]


def every(seconds: float, begin: float, end: float) -> Iterator[None]:
    """Once each so many seconds of the rush, and half as long after what took longer."""
    moment = begin
    while moment < end:
        time.sleep(max(0, moment - time.time()))
        yield
        moment = max(moment + seconds, time.time() + seconds / 2)


def wait_until_it_answers(port: int, end: float) -> bool:
    """Whether it does before the end: one who kills faster than workers start leaves no server to ask."""
    while time.time() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Visitor(port, patience=5).ask("/health/live")[0] == 200:
                return True
        time.sleep(0.2)
    return False


def kill_workers(server: Server, port: int, begin: float, end: float) -> None:
    """One of the server's processes at a time, without a chance to end what it does."""
    chance = random.Random(3)  # noqa: S311
    killed = 0
    for _ in every(KILL_SECONDS, begin, end):
        if wait_until_it_answers(port, end):
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            os.kill(int(chance.choice(children)), signal.SIGKILL)
            killed += 1
    print(f"  {killed} workers were killed")


def replace_workers(server: Server, port: int, begin: float, end: float) -> None:
    """As an update does."""
    for _ in every(8, begin, end):
        if wait_until_it_answers(port, end):
            server.send_signal(signal.SIGHUP)


def cut_connections(_server: Server, _port: int, begin: float, end: float) -> None:
    """As a restart of PostgreSQL does; of the databases of benchmarks only."""
    with psycopg.connect(portal.SERVER, autocommit=True) as connection:
        for _ in every(4, begin, end):
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname LIKE 'bench\\_%' AND usename = current_user AND pid <> pg_backend_pid()"
            )


def fill_disk(_server: Server, _port: int, begin: float, end: float) -> None:
    ballast = portal.FOLDER / "ballast"
    for _ in every(10, begin + 2, end - FULL_SECONDS):
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                time.sleep(FULL_SECONDS)
        ballast.unlink()


@contextmanager
def small_disk() -> Iterator[None]:
    """The databases lie on a disk of their own for a while. Needs root."""
    before = portal.FOLDER
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
        portal.FOLDER = Path(folder)
        try:
            yield
        finally:
            portal.FOLDER = before
            subprocess.run(["/bin/umount", "--lazy", folder], check=True)


def holds(title: str, kind: str, disturb: Disturb) -> bool:
    print(f"\n{title}: {VOTES} votes in {SECONDS:.0f} s, {LATE} too late")
    result = hold(kind, VOTES, LATE, SECONDS, TRIES, disturb)
    held, accepted = show(kind, result), len(result["ledger"].companies(ACCEPTED))
    if accepted < VOTES / 4:
        print(f"    TOO FEW: {accepted} votes in time say little. The machine is too busy.")
    return held and accepted >= VOTES / 4


def hold_on(kind: str) -> bool:
    """Each kind of bad day on one kind of database."""
    with portal.migrated_once(kind):
        title = f"A worker is killed each {KILL_SECONDS:.0f} s, once the portal answers again"
        good = holds(title, kind, kill_workers)
        good &= holds("All workers are replaced each 8 s", kind, replace_workers)
        if kind == "postgresql":
            return holds("Every connection is cut each 4 s", kind, cut_connections) and good
        if os.geteuid() != 0:
            sys.exit("LEFT OUT: the full disk. Only root can give the database a small disk of its own.")
        with small_disk():
            return holds(f"The disk is full for {FULL_SECONDS:.0f} s, each 10 s", kind, fill_disk) and good


def main() -> None:
    good = [hold_on(kind) for kind in portal.both()]
    sys.exit(0 if all(good) else "Something was lost, doubled or left without an answer.")
