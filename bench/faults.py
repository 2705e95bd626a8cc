"""A closing rush on bad days: nothing that a page said is lost, nothing is counted twice (`make faults`).

A smaller rush of `bench.rush`, while workers of the server are killed, all of them are replaced,
every connection to PostgreSQL is cut, PostgreSQL itself is stopped or crashes, or the disk of the database is
full for some seconds. People whose server was gone press again. The ledger of what the pages told them is
compared with the database afterwards.
"""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import psycopg

from bench import portal
from bench.client import Visitor
from bench.disks import full, small_disk
from bench.own_server import OwnServer, own_server
from bench.rush import Disturb, hold, show
from bench.voters import ACCEPTED

VOTES, LATE, SECONDS = 120, 10, 60.0
TRIES = 60  # presses of one person, each 0.2 s after an answer that was none
KILL_SECONDS, FULL_SECONDS, AWAY_SECONDS = 3.0, 3.0, 2.0
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
    for _ in every(10, begin + 2, end - FULL_SECONDS):
        with full(portal.FOLDER):
            time.sleep(FULL_SECONDS)


def stop_postgres(own: OwnServer) -> Disturb:
    def disturb(_server: Server, _port: int, begin: float, end: float) -> None:
        ways = cycle([signal.SIGINT, signal.SIGQUIT])
        for _ in every(12, begin + 1, end - AWAY_SECONDS):
            own.stop(next(ways))
            time.sleep(AWAY_SECONDS)
            own.start()

    return disturb


def fill_disk_of_postgres(own: OwnServer) -> Disturb:
    def disturb(_server: Server, _port: int, begin: float, end: float) -> None:
        first = own.process.pid
        for _ in every(10, begin + 2, end - FULL_SECONDS):
            with full(own.disk):
                own.need_disk()
                time.sleep(FULL_SECONDS)
            own.wait()
        print(f"  PostgreSQL {'went on' if own.process.pid == first else 'gave up and was started again'}")

    return disturb


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
        with small_disk(DISK) as folder:
            before, portal.FOLDER = portal.FOLDER, folder
            try:
                return (
                    holds(f"The disk is full for {FULL_SECONDS:.0f} s, each 10 s", kind, fill_disk) and good
                )
            finally:
                portal.FOLDER = before


def hold_on_own_server() -> bool:
    """The bad days of PostgreSQL itself, on a server that nobody else uses."""
    before = portal.SERVER
    with own_server() as own:
        portal.SERVER = own.url
        try:
            with portal.migrated_once("postgresql"):
                away = (
                    f"PostgreSQL is away for {AWAY_SECONDS:.0f} s each 12 s, in order and by a crash in turn"
                )
                good = holds(away, "postgresql", stop_postgres(own))
                full = f"The disk of PostgreSQL is full for {FULL_SECONDS:.0f} s, each 10 s"
                return holds(full, "postgresql", fill_disk_of_postgres(own)) and good
        finally:
            portal.SERVER = before


def main() -> None:
    if os.geteuid() != 0:
        sys.exit("LEFT OUT: everything. Only root can give a database a small disk of its own.")
    good = [hold_on(kind) for kind in portal.both()]
    good.append(hold_on_own_server())
    sys.exit(0 if all(good) else "Something was lost, doubled or left without an answer.")
