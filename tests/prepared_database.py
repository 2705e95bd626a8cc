"""A database on which the migrations have run, kept from run to run: making one takes ten seconds.

With it stands which files made it. Where all of these are as they were, a run begins with a copy and migrates
only what is new; where one of them has changed, the database is made anew. The processes of one run wait for
the first.
"""

import fcntl
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "prepared"
_MADE_FROM = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
SQLITE_COPY, SQLITE_MADE_FROM = KEPT / "test.sqlite3", KEPT / "test.json"


def _files() -> dict[str, str]:
    """What decides how a migrated database looks, each with its hash."""
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT)]
    paths = [path for app in own for path in app.glob("migrations/*.py")]
    paths += [ROOT / name for name in ("requirements.txt", "multifactory/lib/constraints.py")]
    paths += [ROOT / "multifactory/lib" / name for name in ("create_models.py", "immutability.py")]
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)
    }


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def prepared_database() -> Iterator[bool]:
    """Lay a copy where the test database is to be, and say whether there is one to migrate further.

    Within it the caller makes the test database; if that ran a migration, the result is kept.
    """
    store = _PostgresStore() if connection.vendor == "postgresql" else _SqliteStore()
    with _one_process_at_a_time():
        files, made_from = _files(), store.made_from()
        is_there = bool(made_from) and made_from.items() <= files.items()
        if is_there:
            store.lay_copy()
        yield is_there
        if made_from != files:
            connection.close()
            store.keep(files)


class _SqliteStore:
    def made_from(self) -> dict[str, str]:
        if not (SQLITE_COPY.exists() and SQLITE_MADE_FROM.exists()):
            return {}
        return json.loads(SQLITE_MADE_FROM.read_text())

    def lay_copy(self) -> None:
        shutil.copyfile(SQLITE_COPY, connection.settings_dict["TEST"]["NAME"])

    def keep(self, files: dict[str, str]) -> None:
        SQLITE_MADE_FROM.unlink(missing_ok=True)
        SQLITE_COPY.unlink(missing_ok=True)
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source:
            source.execute("VACUUM INTO ?", [str(SQLITE_COPY)])
        SQLITE_MADE_FROM.write_text(json.dumps(files))


class _PostgresStore:
    """Another database of the server; its comment says which files made it, whichever checkout that was."""

    def __init__(self) -> None:
        self.name = f"prepared_{connection.settings_dict['NAME']}"

    def made_from(self) -> dict[str, str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(_MADE_FROM, [self.name])
            row = cursor.fetchone()
        return json.loads(row[0]) if row and row[0] else {}

    def lay_copy(self) -> None:
        connection.settings_dict["TEST"]["TEMPLATE"] = self.name

    def keep(self, files: dict[str, str]) -> None:
        with connection._nodb_cursor() as cursor:
            name = connection.ops.quote_name(self.name)
            source = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time to copy
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
            cursor.execute(f"COMMENT ON DATABASE {name} IS '{json.dumps(files)}'")
