"""What a visitor waits while many others hold connections and say nothing, or speak and read slowly.

gunicorn as configured, with the PostgreSQL of DATABASE_URL, else SQLite. The directory is asked for again and
again, one at a time, alone and beside 50 and 200 connections without a byte, 50 and 200 clients that send
their request letter by letter, and 50 that do not read their answer. Then eight at once: what a page costs,
measured by workers that stand still for such clients (`sync`). Both as a visitor, who gets the page as it was
kept, and as a member, for whom it is made each time.
"""

import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from bench import fill, rush
from bench.client import Bound, Table, Visitor
from bench.portal import Environment, ask_inside, either, load, prepared, processor_seconds, running

PATH = "/companies/"
COMPANIES = 60
REQUESTS = 60
AT_ONCE = 8
LETTER_SECONDS = 0.2
SLOWER_AT_MOST = 1.5  # median beside the others, by the median alone
COSTLIER_AT_MOST = 1.1  # of processor, by that of `sync`


Cookies = dict[str, str]


def populate() -> None:
    """Prints the session of a member."""
    pairs = fill.representatives(COMPANIES)
    print(rush.session_of(pairs[0][0]))


def main() -> None:
    kind = either()[0]
    waits = Table({"median ms": 1, "worst ms": 1, "by alone": 2})
    cost = Table({"ms of processor": 1, "by sync": 2})
    with prepared(kind) as (environment, port):
        member = {"sessionid": ask_inside(environment, populate).strip()}
        pages: dict[str, Cookies] = {"kept": {}, "made": member}
        with running(environment, port):
            for page, cookies in pages.items():
                _measure(port, cookies)  # warms up
                for name, others in OTHERS.items():
                    alone = _measure(port, cookies)[0]  # each time anew: what else is done meets both
                    with others(port):
                        found = _measure(port, cookies)
                    waits.rows[f"{page}, {name}"] = (*found, found[0] / alone)
        for page, cookies in pages.items():
            sync, ours = _costs(environment, port, cookies)
            cost.rows |= {f"{page}, sync": (sync, 1.0), f"{page}, as configured": (ours, ours / sync)}
    waits.show(f"A page beside others, {kind}, {load()}")
    cost.show(f"A page of many, {AT_ONCE} at once")
    try:
        waits.end(Bound("by alone", SLOWER_AT_MOST))
    finally:  # both, so that a fault of the first does not hide the second
        cost.end(Bound("by sync", COSTLIER_AT_MOST))


def _measure(port: int, cookies: Cookies) -> tuple[float, float]:
    """Median and worst of requests one at a time, in ms."""
    visitor, times = Visitor(port, cookies), []
    for _ in range(REQUESTS):
        begin = time.perf_counter()
        status, _text = visitor.ask(PATH)
        times.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            raise SystemExit(f"{PATH} was answered with {status}.")
    return statistics.median(times), max(times)


def _costs(environment: Environment, port: int, cookies: Cookies) -> list[float]:
    """Milliseconds of processor a page takes with `sync` workers and as configured: the least of some runs,
    in turn, since whatever disturbs one adds to it."""
    runs: dict[tuple[str, ...], list[float]] = {("--worker-class", "sync"): [], (): []}
    for _ in range(4):
        for options, found in runs.items():
            with running(environment, port, *options) as server, ThreadPoolExecutor(AT_ONCE) as pool:
                visitors = [Visitor(port, cookies) for _ in range(AT_ONCE)]
                _ask(pool, visitors, AT_ONCE * 4)  # warms up
                begin = processor_seconds(server)
                _ask(pool, visitors, REQUESTS * 4)
                found.append((processor_seconds(server) - begin) * 1000 / (REQUESTS * 4))
    return [min(found) for found in runs.values()]


def _ask(pool: ThreadPoolExecutor, visitors: list[Visitor], number: int) -> None:
    list(pool.map(lambda place: visitors[place % AT_ONCE].ask(PATH), range(number)))


# --- The others -------------------------------------------------------------------------------------


def _each(number: int, behave: Callable[[int, threading.Event], None]) -> Callable[[int], object]:
    @contextlib.contextmanager
    def together(port: int) -> Iterator[None]:
        ended = threading.Event()
        threads = [threading.Thread(target=behave, args=(port, ended)) for _ in range(number)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        try:
            yield
        finally:
            ended.set()
            for thread in threads:
                thread.join()

    return together


def _connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def say_nothing(port: int, ended: threading.Event) -> None:
    """Connected again as soon as the portal has had enough, as a browser would that is left open."""
    while not ended.is_set():
        with contextlib.suppress(OSError), _connect(port) as line:
            line.settimeout(0.5)
            while not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    if not line.recv(1):
                        break


def speak_slowly(port: int, ended: threading.Event) -> None:
    head = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    while not ended.is_set():
        with contextlib.suppress(OSError), _connect(port) as line:
            for letter in head:
                line.send(bytes([letter]))
                if ended.wait(LETTER_SECONDS):
                    return


def read_nothing(port: int, ended: threading.Event) -> None:
    """Asks for the page over and over on one connection, and leaves the answers where they are."""
    with contextlib.suppress(OSError), _connect(port) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        ended.wait()


OTHERS = {
    "50 that say nothing": _each(50, say_nothing),
    "200 that say nothing": _each(200, say_nothing),
    "50 that speak slowly": _each(50, speak_slowly),
    "200 that speak slowly": _each(200, speak_slowly),
    "50 that do not read": _each(50, read_nothing),
}
