"""The portal as a process of its own."""

import fcntl
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Portal:
    port: int

    def ask(self, path: str, method: str = "GET", cookie: str = "") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={"Cookie": cookie} if cookie else {})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()


def collect_static(environment: dict[str, str]) -> None:
    """Once a run, by the first of its processes: a second time would take files from servers that start."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    with (folder / "static.run").open("a+") as collected:
        fcntl.flock(collected, fcntl.LOCK_EX)
        collected.seek(0)
        if collected.read() == run:
            return
        manage("collectstatic", "--no-input", "--verbosity", "0", environment=environment)
        collected.truncate(0)
        collected.write(run)


@contextmanager
def running_portal(database_url: str) -> Iterator[Portal]:
    """gunicorn as in production, on a port of its own."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "false",
        "PYTHONWARNINGS": "default",
    }
    collect_static(environment)
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "gunicorn.conf.py",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    server = subprocess.Popen(
        [*command, "--log-level", "critical", "multifactory.wsgi"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        portal = Portal(port)
        for _ in range(200):
            try:
                portal.ask("/health/live")
                break
            except OSError:
                time.sleep(0.1)
        yield portal
    finally:
        server.terminate()
        server.wait(30)
