"""What tests that commit leave behind is taken back: the database is again as the migrations left it.

Django would empty every table after each of them, and write the rows of the migrations again one by one
before the next: more than half a second each time, where most wrote a dozen tables.
"""

import sqlite3
import time
from typing import Any

from django.db import ProgrammingError, connections, transaction

PATIENCE_SECONDS = 30  # for a thread of the test that still writes
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


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

        connections["default"].close()  # with what the test has begun to read and not read to its end
        self._pages.backup(self._file(), progress=wait, sleep=0.02)

    @staticmethod
    def _file() -> sqlite3.Connection:
        connections["default"].ensure_connection()
        return connections["default"].connection


class KeptRows:
    """The rows of PostgreSQL's tables: what was written is deleted, and those are copied in again.

    Seals would let nobody delete, and keys ask every table that refers to one. A role that may silence
    triggers deletes in no time (`.ci/run` lets its own). For another, all that hangs together is truncated,
    which takes half a second.
    """

    # A table has no file to speak of until somebody writes to it, even if they take it back.
    WRITTEN = """SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""
    SILENCE = "SET LOCAL session_replication_role = 'replica'"
    COUNTED = """SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND is_identity = 'YES'"""

    def keep(self) -> None:
        with connections["default"].cursor() as cursor:
            rows = {name: self._read(cursor, name) for name in self._written(cursor)}
            cursor.execute(self.COUNTED)
            self._counted = dict(cursor.fetchall())
        self._rows = {name: found for name, found in rows.items() if found}
        try:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute(self.SILENCE)
            self._may_silence = True
        except ProgrammingError:
            self._may_silence = False

    def take_back(self) -> None:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            if self._may_silence:
                cursor.execute(self.SILENCE)
                emptied = self._deleted(cursor)
            else:
                cursor.execute(f"TRUNCATE {', '.join(self._written(cursor))} CASCADE")
                emptied = set(self._rows)
            for name, rows in self._rows.items():
                if name in emptied:
                    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                        copy.write(rows)
                    if column := self._counted.get(name):
                        self._count_on(cursor, name, column)

    @staticmethod
    def _count_on(cursor: Any, name: str, column: str) -> None:
        """A test that has made the table anew counts from one again, and would meet the rows copied in."""
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [name, column])
        (sequence,) = cursor.fetchone()
        largest = f"GREATEST((SELECT max({column}) FROM {name}), (SELECT last_value FROM {sequence}))"  # noqa: S608
        cursor.execute(f"SELECT setval('{sequence}', {largest})")

    def _deleted(self, cursor: Any) -> set[str]:
        """What was written and is not as it was kept."""
        same = {name for name, rows in self._rows.items() if self._read(cursor, name) == rows}
        changed = set(self._written(cursor)) - same
        if changed:
            cursor.execute(";".join(f"DELETE FROM {name}" for name in changed))  # noqa: S608  names of tables
        return changed

    def _written(self, cursor: Any) -> list[str]:
        cursor.execute(self.WRITTEN)
        return [name for (name,) in cursor.fetchall()]

    @staticmethod
    def _read(cursor: Any, name: str) -> bytes:
        with cursor.copy(f"COPY {name} TO STDOUT") as copy:
            return b"".join(copy)


def wait_until_alone() -> None:
    """Before PostgreSQL drops the database: connections that tests left open end, and so does a vacuum."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OTHERS} AND usename = current_user")
        for _try in range(10 * PATIENCE_SECONDS):
            cursor.execute(f"SELECT count(*) {OTHERS}")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)
