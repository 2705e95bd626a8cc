"""Page times of the sample r84 under gunicorn, in ms and as ratios to the plainest answer (`make bench`).

Loopback, one machine: read the ratios; the milliseconds are this machine's. Each page is asked one by one,
then by eight at once; a round of both for every page, repeated, so that a disturbance meets all pages alike.
"""

import http.client
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
DATABASE = ROOT / "var" / "bench.sqlite3"
ROUNDS, ALONE, TOGETHER, CLIENTS = 3, 40, 20, 8
LIMIT = ("directory", 50)  # ms, the median of one request at a time that must hold

Headers = dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(environment: dict[str, str]) -> None:
    DATABASE.parent.mkdir(exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    for arguments in (
        ["migrate", "--verbosity", "0"],
        ["createcachetable"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["demo", "--case", "r84"],
    ):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


class Visitor:
    """One kept connection with its cookies."""

    def __init__(self, port: int, cookies: Headers | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = dict(cookies or {})

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(form)
        self.connection.request("POST" if form else "GET", path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text

    def log_in(self, email: str, password: str) -> None:
        _, page = self.ask("/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token.group(1) if token else ""}
        status, _ = self.ask("/account/login/", form)
        if status != 302:
            sys.exit(f"The log-in of {email} was answered with {status}.")


def timed(port: int, cookies: Headers, path: str, times: int) -> list[float]:
    visitor, milliseconds = Visitor(port, cookies), []
    for _ in range(times):
        start = time.perf_counter()
        status, _ = visitor.ask(path)
        milliseconds.append((time.perf_counter() - start) * 1000)
        if status != 200:
            sys.exit(f"{path} was answered with {status}.")
    return milliseconds


def together(port: int, cookies: Headers, path: str) -> list[float]:
    found: list[float] = []
    threads = [
        threading.Thread(target=lambda: found.extend(timed(port, cookies, path, TOGETHER)))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def first_link(visitor: Visitor, page: str, pattern: str) -> str:
    match = re.search(f'href="({pattern})"', visitor.ask(page)[1])
    return match.group(1) if match else sys.exit(f"No {pattern} on {page}.")


def measure(port: int) -> dict[str, tuple[float, float]]:
    anonymous, member = Visitor(port), Visitor(port)
    member.log_in("anna@example.org", "multifactory")
    pages: dict[str, tuple[str, Headers]] = {
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
    alone: dict[str, list[float]] = {name: [] for name in pages}
    crowd: dict[str, list[float]] = {name: [] for name in pages}
    for path, cookies in pages.values():
        timed(port, cookies, path, 5)  # the first requests load templates
    for _ in range(ROUNDS):
        for name, (path, cookies) in pages.items():
            alone[name] += timed(port, cookies, path, ALONE)
            crowd[name] += together(port, cookies, path)
    return {name: (statistics.median(alone[name]), statistics.median(crowd[name])) for name in pages}


def show(kind: str, found: dict[str, tuple[float, float]]) -> None:
    base = next(iter(found.values()))
    print(f"\n{kind}, 2 workers{'':14}  alone ms   ratio   {CLIENTS} at once ms   ratio")
    for name, (one, many) in found.items():
        print(f"  {name:32}{one:8.1f}{one / base[0]:8.1f}{many:15.1f}{many / base[1]:8.1f}")


def main() -> None:
    environment = os.environ | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{DATABASE}",
        "DEBUG": "false",
        "REQUIRE_STAFF_MFA": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "consolemail://",
        "REDIS_URL": "",
    }
    kinds = sys.argv[1:] or ["sync"]
    results = {}
    for number, kind in enumerate(kinds):
        port = free_port()
        environment["SITE_URL"] = f"http://127.0.0.1:{port}"
        if number == 0:
            prepare(environment)
        # Connections are closed after each answer, so that gthread's are spread over its workers.
        options = [
            "--worker-class",
            kind,
            "--keep-alive",
            "0",
            "--threads",
            "4" if kind == "gthread" else "1",
        ]
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *options]
        command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "--max-requests", "0"]
        server = subprocess.Popen([*command, "multifactory.wsgi"], cwd=ROOT, env=environment)
        try:
            wait_for(port)
            results[kind] = measure(port)
        finally:
            server.terminate()
            server.wait(30)
        show(kind, results[kind])
    name, limit = LIMIT
    median = results[kinds[0]][name][0]
    print(f"\nThe {name} page at a median of {median:.1f} ms; the limit is {limit} ms.")
    sys.exit(median >= limit)


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            Visitor(port).ask("/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not answer.")


if __name__ == "__main__":
    main()
