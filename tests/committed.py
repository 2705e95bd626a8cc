"""What tests that commit leave behind is taken back: the database is again as the migrations left it.

Django would empty every table after each of them, and write the rows of the migrations again one by one
before the next: more than half a second each time, where most wrote a dozen tables.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PATIENCE_SECONDS = 30  # for a thread of the test that still writes


def keep_first_rows(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    """Read what the migrations left; the answer takes the database back there, over whichever connection the
    thread has by then: while Playwright's loop runs, Django hands out another."""
    connection.ensure_connection()
    keep = _kept_rows if connection.vendor == "postgresql" else _kept_file
    return keep(connection)


def _kept_file(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    """The pages of the whole file: its tables too, and what seals would not let anybody delete."""
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)

    def take_back() -> None:
        began = time.monotonic()

        def wait(_status: int, left: int, _total: int) -> None:
            if left and time.monotonic() - began > PATIENCE_SECONDS:
                raise sqlite3.OperationalError("After the test something still writes to its database.")

        now = connections["default"]
        now.ensure_connection()
        kept.backup(now.connection, progress=wait, sleep=0.02)

    return take_back


# A table that was truncated has no file to speak of until somebody writes to it, even if they take it back.
_WRITTEN = """SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""


def _kept_rows(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    with connection.cursor() as cursor:
        kept = {name: _read(cursor, name) for name in _written(cursor)}
    kept = {name: rows for name, rows in kept.items() if rows}

    def take_back() -> None:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            written = _written(cursor)
            cursor.execute(f"TRUNCATE {', '.join(written)} CASCADE")
            for name, rows in kept.items():
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(rows)

    return take_back


def _written(cursor: Any) -> list[str]:
    cursor.execute(_WRITTEN)
    return [name for (name,) in cursor.fetchall()]


def _read(cursor: Any, name: str) -> bytes:
    with cursor.copy(f"COPY {name} TO STDOUT") as copy:
        return b"".join(copy)
