"""A portal to be measured: an empty database of its own, gunicorn as configured, and the worker beside it."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var"  # where the databases of SQLite lie
SERVER = os.environ.get("DATABASE_URL", "")
HAS_POSTGRES = SERVER.startswith("postgres")
DROPS_TRIED = 60  # a second apart
LEFT_OUT = "LEFT OUT: PostgreSQL. Set DATABASE_URL=postgres://user:password@host/name to measure it too."

Environment = dict[str, str]
_BEGUN_AS: dict[str, str] = {}  # by kind: the address of the database that others are copies of


def either() -> list[str]:
    """PostgreSQL on the server of DATABASE_URL where there is one, else SQLite."""
    return ["postgresql"] if HAS_POSTGRES else ["sqlite"]


def both() -> list[str]:
    """SQLite always; PostgreSQL on the server of DATABASE_URL, and loudly not where there is none."""
    if not HAS_POSTGRES:
        print(f"\n{'!' * len(LEFT_OUT)}\n{LEFT_OUT}\n{'!' * len(LEFT_OUT)}", flush=True)
    return ["sqlite", "postgresql"] if HAS_POSTGRES else ["sqlite"]


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database, which goes afterwards."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that it goes then too
    name = f"bench_{secrets.token_hex(4)}"
    if kind == "sqlite":
        path = FOLDER / f"{name}.sqlite3"
        path.parent.mkdir(exist_ok=True)
        if kind in _BEGUN_AS:
            shutil.copyfile(_BEGUN_AS[kind].removeprefix("sqlite:///"), path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for file in path.parent.glob(f"{name}.sqlite3*"):
                file.unlink()
        return
    with psycopg.connect(SERVER, autocommit=True) as connection:
        template = _BEGUN_AS.get(kind, "template1").rpartition("/")[2]
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:  # on a connection of its own: some benchmarks cut all that are open
        with psycopg.connect(SERVER, autocommit=True) as connection:
            _drop(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    """A role that may not signal others cannot send autovacuum away: it goes by itself after a while."""
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(DROPS_TRIED - 1):
        with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            connection.execute(drop)
            return
        time.sleep(1)
    connection.execute(drop)


@contextmanager
def migrated_once(kind: str) -> Iterator[None]:
    """Databases made meanwhile begin as copies of one on which the migrations have run, which take long."""
    with database(kind) as url:
        manage(environment_of(url), "migrate", "--verbosity", "0")
        _BEGUN_AS[kind] = url
        try:
            yield
        finally:
            del _BEGUN_AS[kind]


def environment_of(url: str, port: int = 8000, **more: str) -> Environment:
    """What a portal needs to know that has this database and answers on this port."""
    return os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "DEBUG": "false",
        "REQUIRE_STAFF_MFA": "false",
        "EMAIL_URL": "consolemail://",
        "REDIS_URL": "",
        **more,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def prepared(kind: str) -> Iterator[tuple[Environment, int]]:
    """The environment of a portal without a row or picture yet, and the port it will answer on."""
    port = free_port()
    with database(kind) as url, tempfile.TemporaryDirectory() as media:
        environment = environment_of(url, port, MEDIA_ROOT=media)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "createcachetable")
        yield environment, port


def manage(environment: Environment, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def run_inside(inside: Callable[[], None], kinds: list[str]) -> None:
    """Run this function of a module in the shell of an empty portal, once on each kind of database."""
    failed = False
    for kind in kinds:
        with prepared(kind) as (environment, _port):
            failed |= _shell(environment, inside, stdout=None).returncode != 0
    sys.exit(failed)


def ask_inside(environment: Environment, inside: Callable[..., None], *arguments: object) -> str:
    """What this function of a module prints in the shell of the portal."""
    done = _shell(environment, inside, *arguments, stdout=subprocess.PIPE)
    done.check_returncode()
    return done.stdout


def _shell(
    environment: Environment, inside: Callable[..., None], *arguments: object, stdout: int | None
) -> subprocess.CompletedProcess[str]:
    given = ", ".join(map(repr, arguments))
    code = f"import {inside.__module__} as benchmark; benchmark.{inside.__name__}({given})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=stdout, text=True)


@contextmanager
def running(
    environment: Environment, port: int, *options: str, application: str = "multifactory.wsgi"
) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn with these options besides its own; ends by its own process number."""
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--log-level", "error"]
    with _process(environment, *gunicorn, *options, "--bind", f"127.0.0.1:{port}", application) as one:
        _wait_for(port)
        yield one


@contextmanager
def running_with_worker(environment: Environment, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn, which is given, and the worker."""
    with running(environment, port) as server, _process(environment, sys.executable, "manage.py", "worker"):
        yield server


@contextmanager
def _process(environment: Environment, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    # Mails of the portal go to the standard output, its complaints to ours.
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(port: int) -> None:
    for _ in range(1200):  # a busy machine takes its time
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server did not answer.")


def processor_seconds(server: subprocess.Popen[bytes]) -> float:
    """What a server and its processes have used until now, which waiting does not change."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    ticks = 0
    for number in (str(server.pid), *children):
        # utime, stime, cutime and cstime of proc(5), behind the name, which may hold anything
        stat = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, stat[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def load() -> str:
    """How busy the machine is otherwise: runnable processes of the last minute on how many processors."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
