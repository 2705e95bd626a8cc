"""What tests that commit leave behind is taken back: the database is again as the migrations left it.

Django would empty every table after each of them, and write the rows of the migrations again one by one
before the next: more than half a second each time, where most wrote a dozen tables.
"""

import sqlite3
import time
from typing import Any

from django.db import connections, transaction

PATIENCE_SECONDS = 30  # for a thread of the test that still writes


def first_rows() -> "KeptFile | KeptRows":
    """With what is there now; `keep` it anew where a module has tables of its own.

    Both ask for the connection each time: while Playwright's loop runs, Django hands out another.
    """
    kept = KeptRows() if connections["default"].vendor == "postgresql" else KeptFile()
    kept.keep()
    return kept


class KeptFile:
    """The pages of SQLite's whole file: its tables too, and what seals would let nobody delete."""

    def __init__(self) -> None:
        self._pages = sqlite3.connect(":memory:")

    def keep(self) -> None:
        self._file().backup(self._pages)

    def take_back(self) -> None:
        began = time.monotonic()

        def wait(_status: int, left: int, _total: int) -> None:
            if left and time.monotonic() - began > PATIENCE_SECONDS:
                raise sqlite3.OperationalError("After the test something still writes to its database.")

        self._pages.backup(self._file(), progress=wait, sleep=0.02)

    @staticmethod
    def _file() -> sqlite3.Connection:
        connections["default"].ensure_connection()
        return connections["default"].connection


class KeptRows:
    """The rows of PostgreSQL's tables, copied in where all that was written has been truncated."""

    # A table that was truncated has an empty file until somebody writes to it, even if they take it back.
    WRITTEN = """SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""

    def keep(self) -> None:
        with connections["default"].cursor() as cursor:
            rows = {name: self._read(cursor, name) for name in self._written(cursor)}
        self._rows = {name: found for name, found in rows.items() if found}

    def take_back(self) -> None:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(self._written(cursor))} CASCADE")
            for name, found in self._rows.items():
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(found)

    def _written(self, cursor: Any) -> list[str]:
        cursor.execute(self.WRITTEN)
        return [name for (name,) in cursor.fetchall()]

    @staticmethod
    def _read(cursor: Any, name: str) -> bytes:
        with cursor.copy(f"COPY {name} TO STDOUT") as copy:
            return b"".join(copy)
