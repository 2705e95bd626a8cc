"""Pages of the sample r84 as visitors get them, kept and built, as ratios to a bare Django view of 20 kB.

gunicorn as configured, wrk with eight connections; the three servers take turns, a round of all pages each,
so that what else the machine does meets them alike. Once on SQLite, once on the PostgreSQL of DATABASE_URL.
"""

import re
import shutil
import statistics
import subprocess
import sys

from bench.client import Table, Visitor
from bench.pages import first_link
from bench.portal import Environment, both, load, manage, prepared, processor_seconds, running

SECONDS, ROUNDS, CONNECTIONS = 3, 3, 8
COLUMNS = {
    "req/s": 0,
    "of bare": 3,
    "ms of processor": 2,
    "built req/s": 0,
    "of bare, built": 3,
    "ms, built": 2,
}

Figures = tuple[float, float]  # requests a second, milliseconds of processor a request


def pages_of(port: int) -> dict[str, str]:
    visitor = Visitor(port)
    return {
        "home": "/",
        "directory": "/companies/",
        "company": first_link(visitor, "/companies/", r"/companies/[\w-]+/"),
        "building": first_link(visitor, "/spaces/", r"/spaces/buildings/[\w-]+/"),
        "events": "/events/",
        "event": first_link(visitor, "/events/", r"/events/[\w-]+/"),
        "principles": "/about/principles/",
    }


def asked(port: int, path: str, server: "subprocess.Popen[bytes]") -> Figures:
    """As compressed as a browser over http takes it."""
    url, before = f"http://127.0.0.1:{port}{path}", processor_seconds(server)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    number = re.search(r"(\d+) requests in", said)
    if number is None or "Non-2xx" in said:
        sys.exit(f"{path}: {said}")
    spent = processor_seconds(server) - before
    return int(number[1]) / SECONDS, spent * 1000 / int(number[1])


def measure(environment: Environment, port: int) -> dict[str, tuple[float, ...]]:
    found: dict[tuple[str, str], list[Figures]] = {}
    pages: dict[str, str] = {}
    for _ in range(ROUNDS):
        with running(environment, port, "--max-requests", "0", application="bench.bare") as server:
            asked(port, "/", server)
            found.setdefault(("bare", ""), []).append(asked(port, "/", server))
        for kind, kept in (("kept", "32"), ("built", "0")):
            with running(environment | {"PUBLIC_PAGES_MB": kept}, port, "--max-requests", "0") as server:
                pages = pages or pages_of(port)
                for name, path in pages.items():
                    for _time in range(6):
                        Visitor(port).ask(path)  # the first requests load templates
                    found.setdefault((kind, name), []).append(asked(port, path, server))
    middle = {key: [statistics.median(one) for one in zip(*rows, strict=True)] for key, rows in found.items()}
    bare = middle["bare", ""]
    rows = {"bare": (bare[0], 1.0, bare[1], bare[0], 1.0, bare[1])}
    for name in pages:
        kept, built = middle["kept", name], middle["built", name]
        rows[name] = (kept[0], kept[0] / bare[0], kept[1], built[0], built[0] / bare[0], built[1])
    return rows


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed (Debian: apt-get install wrk).")
    for kind in both():
        with prepared(kind) as (environment, port):
            manage(environment, "demo", "--case", "r84")
            Table(COLUMNS, measure(environment, port)).show(f"Visitors' pages, {kind}, {load()}")
