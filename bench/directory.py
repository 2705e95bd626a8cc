"""The directory of 1,000 companies with 20 products each, filtered and searched, in ms (`make bench`).

The whole page, logged in, template and all, but no server: medians of a process that has warmed up, in a
database of its own: on the server of DATABASE_URL where that is PostgreSQL, else a file in var/.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database, which goes afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        path = ROOT / "var" / "bench-directory.sqlite3"
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        yield f"sqlite:///{path}"
        path.unlink()
        return
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def run(pages: str) -> None:
    """Call `main` of a module on an empty database, and end as it ends."""
    with database() as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": "http://127.0.0.1:8000",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "DEBUG": "false",
            "EMAIL_URL": "consolemail://",
            "REDIS_URL": "",
        }
        for arguments in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            manage(environment, *arguments).check_returncode()
        command = f"from {pages} import main; main()"
        done = manage(environment, "shell", "--no-imports", "--command", command)
    sys.exit(done.returncode)


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=False)


if __name__ == "__main__":
    run("bench.directory_pages")
