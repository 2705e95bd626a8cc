"""Page times of the sample r84 under gunicorn, in ms and as ratios to the plainest answer.

Loopback, one machine: read the ratios; the milliseconds are this machine's. Each page is asked one by one,
then by eight at once; a round of both for every page, repeated, so that a disturbance meets all pages alike.
Another server is measured with GUNICORN_CMD_ARGS="--worker-class gthread --threads 4 --keep-alive 0".
"""

import re
import sys
import threading

from bench.client import Bound, Spent, Table, Visitor, in_turn, median, spent
from bench.portal import manage, prepared, running

ROUNDS, ALONE, TOGETHER, CLIENTS = 3, 40, 20, 8
COLUMNS = {"alone ms": 1, "ratio": 1, f"{CLIENTS} at once ms": 1, "ratio of these": 1}

Cookies = dict[str, str]


def log_in(visitor: Visitor, email: str, password: str) -> None:
    _, page = visitor.ask("/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {"login": email, "password": password, "csrfmiddlewaretoken": token.group(1) if token else ""}
    status, _ = visitor.ask("/account/login/", form)
    if status != 302:
        sys.exit(f"The log-in of {email} was answered with {status}.")


def timed(port: int, cookies: Cookies, path: str, times: int) -> list[Spent]:
    visitor = Visitor(port, cookies)

    def ask() -> None:
        status, _ = visitor.ask(path)
        if status != 200:
            sys.exit(f"{path} was answered with {status}.")

    return [spent(ask) for _ in range(times)]


def together(port: int, cookies: Cookies, path: str) -> list[Spent]:
    found: list[Spent] = []
    threads = [
        threading.Thread(target=lambda: found.extend(timed(port, cookies, path, TOGETHER)))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(found) < CLIENTS * TOGETHER:
        sys.exit(f"{path} did not answer all who asked at once.")
    return found


def first_link(visitor: Visitor, page: str, pattern: str) -> str:
    match = re.search(f'href="({pattern})"', visitor.ask(page)[1])
    return match.group(1) if match else sys.exit(f"No {pattern} on {page}.")


def pages_of(port: int) -> dict[str, tuple[str, Cookies]]:
    """Address and cookies by name; the first is what the others are compared with."""
    anonymous, member = Visitor(port), Visitor(port)
    log_in(member, "anna@example.org", "multifactory")
    return {
        "alive (no page)": ("/health/live", {}),
        "home": ("/", {}),
        "directory": ("/companies/", {}),
        "directory, searched": ("/companies/?q=legno", {}),
        "company": (first_link(anonymous, "/companies/", r"/companies/[\w-]+/"), {}),
        "buildings": ("/spaces/", {}),
        "building": (first_link(anonymous, "/spaces/", r"/spaces/buildings/[\w-]+/"), {}),
        "events": ("/events/", {}),
        "directory, logged in": ("/companies/", member.cookies),
        "dashboard": ("/dashboard/", member.cookies),
        "decisions": ("/decisions/", member.cookies),
        "decision": (first_link(member, "/decisions/", r"/decisions/\d+/"), member.cookies),
    }


def measure(port: int) -> dict[str, tuple[float, ...]]:
    """COLUMNS by name of the page."""
    pages = pages_of(port)
    actions = {}
    for name, (path, cookies) in pages.items():
        timed(port, cookies, path, 5)  # the first requests load templates
        actions[name, "alone"] = lambda path=path, cookies=cookies: timed(port, cookies, path, ALONE)
        actions[name, "together"] = lambda path=path, cookies=cookies: together(port, cookies, path)
    medians = {key: median(rounds) for key, rounds in in_turn(actions, ROUNDS).items()}
    first = next(iter(pages))
    found = {}
    for name in pages:
        alone, crowd = medians[name, "alone"], medians[name, "together"]
        found[name] = alone, alone / medians[first, "alone"], crowd, crowd / medians[first, "together"]
    return found


def main() -> None:
    # A server that ends its workers after so many requests would do it in the middle.
    with prepared("sqlite") as (environment, port):
        manage(environment, "demo", "--case", "r84")
        with running(environment, port, "--max-requests", "0"):
            table = Table(COLUMNS, measure(port))
    table.show("The sample r84, 2 workers")
    table.end(Bound("alone ms", 50, ["directory"]))
