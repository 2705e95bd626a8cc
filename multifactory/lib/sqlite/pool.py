"""Connections to a file of SQLite, kept between requests: a new one reads the whole schema first."""

import os
import sqlite3
from queue import Empty, Full, LifoQueue
from typing import Any

File = tuple[int, int]  # device and number of the file, whatever its name


class Connection(sqlite3.Connection):
    """Knows which file it has opened, and in which process."""

    def __init__(self, database: str | os.PathLike[str], *args: Any, **kwargs: Any) -> None:
        before = file_at(database)
        super().__init__(database, *args, **kwargs)
        # None where the file was made or replaced while it was opened: nobody knows which of the two it is.
        self.file = before if before == file_at(database) else None
        self.process = os.getpid()


class Pool:
    """At most so many connections that nobody uses; the one handed back last is the first to be taken.

    Whoever takes one has it alone until it is handed back.
    """

    def __init__(self, path: str, most: int) -> None:
        self._path = path
        self._idle: LifoQueue[Connection] = LifoQueue(most)

    def take(self) -> Connection | None:
        """One to the file that is there now: a restored backup may have come in place of the former."""
        while (connection := self._next()) is not None:
            if _is_of_other_process(connection):
                continue
            if connection.file == file_at(self._path):
                return connection
            connection.close()
        return None

    def hand_back(self, connection: Connection) -> None:
        """As clean as a new one: whoever takes it next finds no transaction, and foreign keys are checked."""
        if _is_of_other_process(connection):
            return
        try:
            connection.rollback()
            connection.execute("PRAGMA foreign_keys = ON")
            if connection.file is not None:
                self._idle.put_nowait(connection)
                return
        except (Full, sqlite3.Error):
            pass  # one too many, or one that is of no use any more
        connection.close()

    def close(self) -> None:
        while (connection := self._next()) is not None:
            if not _is_of_other_process(connection):
                connection.close()

    def _next(self) -> Connection | None:
        try:
            return self._idle.get_nowait()
        except Empty:
            return None


_of_other_processes: list[Connection] = []


def _is_of_other_process(connection: Connection) -> bool:
    """After a fork SQLite lets the child neither use nor close what its parent opened: it is kept unused."""
    if connection.process == os.getpid():
        return False
    _of_other_processes.append(connection)
    return True


def file_at(path: str | os.PathLike[str]) -> File | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
