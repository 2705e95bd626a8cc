"""A PostgreSQL of the benchmark's own on a small disk, to be stopped and filled.

Needs root and the programs of PostgreSQL.
"""

import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from bench.disks import small_disk
from bench.portal import free_port

USER = "postgres"  # of the machine: PostgreSQL refuses to run as root
DISK = "384m"  # a new server and two databases with all migrations take about half
START_SECONDS = 60


class OwnServer:
    def __init__(self, programs: Path, disk: Path) -> None:
        self.programs, self.disk, self.port = programs, disk, free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{self.port}/postgres"
        initdb = [programs / "initdb", "-D", disk / "data", "-A", "trust", "--wal-segsize=1", "--no-sync"]
        subprocess.run(initdb, user=USER, group=USER, cwd=disk, check=True, stdout=subprocess.DEVNULL)
        self.start()

    def start(self) -> None:
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        settings |= {
            "max_wal_size": "32MB",
            "min_wal_size": "2MB",
            "wal_recycle": "off",
        }  # no room kept ahead
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.disk / "data", *options],
            user=USER,
            group=USER,
            cwd=self.disk,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait()

    def stop(self, number: signal.Signals) -> None:
        """By its process: SIGINT ends it in order, SIGQUIT as a crash does."""
        self.process.send_signal(number)
        self.process.wait(START_SECONDS)

    def need_disk(self) -> None:
        """Its next write needs a new file of the log."""
        with suppress(psycopg.Error), psycopg.connect(self.url, connect_timeout=5) as connection:
            connection.execute("SELECT pg_switch_wal()")

    def wait(self) -> None:
        """Until it answers; who has ended meanwhile is started again, as an operator would."""
        end = time.time() + START_SECONDS
        while time.time() < end:
            if self.process.poll() is not None:
                return self.start()
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return None
        sys.exit("The PostgreSQL of the benchmark did not answer.")


@contextmanager
def own_server() -> Iterator[OwnServer]:
    found = shutil.which("initdb") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), "")
    if not found:
        sys.exit("LEFT OUT: PostgreSQL stopped and its disk full. No initdb is on this machine.")
    with small_disk(DISK, str(pwd.getpwnam(USER).pw_uid)) as disk:
        server = OwnServer(Path(found).resolve().parent, disk)
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.stop(signal.SIGINT)
