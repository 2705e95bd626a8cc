"""Who asks the portal with a stop-watch: times, queries, medians, tables of figures and their bounds."""

import http.client
import statistics
import sys
import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.people.models import User

Name = TypeVar("Name", bound=Hashable)

# --- Times ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spent:
    """Milliseconds of an action: by the clock, and of the processor in this process."""

    clock: float
    processor: float


def spent(action: Callable[[], object]) -> Spent:
    start = time.perf_counter(), time.process_time()
    action()
    return Spent((time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000)


def in_turn(actions: dict[Name, Callable[[], list[Spent]]], rounds: int) -> dict[Name, list[list[Spent]]]:
    """Each action once a round, so that a disturbance meets all alike: its times by round."""
    found: dict[Name, list[list[Spent]]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            found[name].append(action())
    return found


def median(rounds: list[list[Spent]]) -> float:
    """Milliseconds by the clock, over all rounds."""
    return statistics.median(one.clock for one in chain.from_iterable(rounds))


# --- Requests over the network ----------------------------------------------------------------------


class Visitor:
    """A person with a browser: cookies, and each request on a connection of its own, as behind a proxy."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None, patience: float = 30) -> None:
        self.port, self.cookies, self.patience = port, dict(cookies or {}), patience  # in seconds
        self.headers: dict[str, str] = {}  # besides the cookies

    def send(self, path: str, form: dict[str, str] | None = None) -> http.client.HTTPConnection:
        headers = self.headers | {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        }
        body = None
        if form is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(form)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        connection.request("GET" if form is None else "POST", path, body, headers)
        return connection

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body."""
        connection = self.send(path, form)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text


# --- Pages without a server -------------------------------------------------------------------------

PAGE_COLUMNS = {"median ms": 1, "of processor": 1, "queries": 0, "kB": 0}


def measure_pages(
    user: User, addresses: dict[str, str], *, rounds: int, repeated: int, is_best_round: bool = False
) -> dict[str, tuple[float, ...]]:
    """PAGE_COLUMNS by name of the page, template and all, for this person, in a process that has warmed up.

    Of all rounds, or of the quickest for a page so quick that others on the machine disturb it.
    """
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    facts = {name: _queries_and_size(client, address) for name, address in addresses.items()}
    times = in_turn(
        {
            name: lambda address=address: [spent(lambda: client.get(address)) for _ in range(repeated)]
            for name, address in addresses.items()
        },
        rounds,
    )
    found = {}
    for name, rounds_of_page in times.items():
        groups = rounds_of_page if is_best_round else [list(chain.from_iterable(rounds_of_page))]
        clock = min(statistics.median(one.clock for one in group) for group in groups)
        processor = min(statistics.median(one.processor for one in group) for group in groups)
        found[name] = clock, processor, *facts[name]
    return found


def _queries_and_size(client: Client, address: str) -> tuple[int, float]:
    client.get(address)  # templates are loaded
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    queries = len(captured)  # said now: the next request forgets them
    if response.status_code != 200:
        sys.exit(f"{address} was answered with {response.status_code}.")
    return queries, len(response.content) / 1000


# --- Tables of figures, and their bounds ------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """The most a column may show, in the rows named, or in all but some."""

    column: str
    most: float
    rows: Collection[str] = ()
    but: Collection[str] = ()

    def __str__(self) -> str:
        rows = [*self.rows, *(f"not {name}" for name in self.but)]
        return f"{self.column} {self.most:g}" + f" ({', '.join(rows)})" * bool(rows)

    def holds(self, row: str) -> bool:
        return row in self.rows if self.rows else row not in self.but


@dataclass
class Table:
    columns: dict[str, int]  # by title: digits behind the point
    rows: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def show(self, title: str) -> None:
        width = max(len(title), *(len(name) + 2 for name in self.rows)) + 2
        print(f"\n{title:{width}}" + "".join(f"{name:>{len(name) + 3}}" for name in self.columns))
        for name, figures in self.rows.items():
            cells = zip(self.columns.items(), figures, strict=True)
            print(
                f"  {name:{width - 2}}"
                + "".join(f"{figure:{len(head) + 3}.{digits}f}" for (head, digits), figure in cells),
                flush=True,
            )

    def end(self, *bounds: Bound) -> None:
        """The end of a benchmark: with a fault where a figure is above its bound."""
        place = {name: number for number, name in enumerate(self.columns)}
        too_much = [
            f"{name}: {bound.column} {figures[place[bound.column]]:.2f}"
            for bound in bounds
            for name, figures in self.rows.items()
            if bound.holds(name) and figures[place[bound.column]] > bound.most
        ]
        print(f"At most: {', '.join(map(str, bounds))}.", flush=True)
        sys.exit(f"Too much: {', '.join(too_much)}." if too_much else 0)
