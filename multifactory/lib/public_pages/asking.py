"""What a stored page is held against: the versions of its scopes, and the next moment that changes it."""

import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from copy import deepcopy
from datetime import UTC, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from multifactory.lib.public_pages.content import Scope, shown_tables
from multifactory.lib.public_pages.models import ContentChange, ContentVersion

Versions = Mapping[str, int]
Found = TypeVar("Found")

_VERSION, _JOURNAL = ContentVersion._meta.db_table, ContentChange._meta.db_table
# One statement, so one state of the database: the changes are in the journal or in the sum.
_VERSIONS = {
    "postgresql": f"SELECT scope, number FROM {_VERSION} UNION ALL"  # noqa: S608  names of ours
    f" SELECT scope, count(*) FROM {_JOURNAL} GROUP BY scope",
    "sqlite": f"SELECT scope, number FROM {_VERSION}",  # noqa: S608
}


class Shared(Generic[Found]):
    """A question that many ask at once: it is put once for all who came before it was put.

    Whoever comes while it is on its way waits for the next, since the answer may be older than they are.
    """

    def __init__(self, ask: Callable[[], Found]) -> None:
        self._ask = ask
        self._asking, self._joining = threading.Lock(), threading.Lock()
        self._next: Future[Found] | None = None

    def __call__(self) -> Found:
        with self._joining:
            answer, is_first = self._next, self._next is None
            if answer is None:
                answer = self._next = Future()
        if is_first:
            with self._asking:
                with self._joining:
                    self._next = None
                try:
                    answer.set_result(self._ask())
                except BaseException as fault:
                    answer.set_exception(fault)
        return answer.result()


class Clerk:
    """Asks on a connection of its own that stays open: a stored page needs none of those of the requests."""

    def __init__(self) -> None:
        self._own: BaseDatabaseWrapper | None = None
        self._lock = threading.Lock()
        self._changes: dict[frozenset[Scope], tuple[Versions, datetime, datetime]] = {}
        self.versions = Shared(self._versions)

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def next_change(self, scopes: frozenset[Scope], versions: Versions, now: datetime) -> datetime:
        """Until when a page of these scopes that was built from `now` on is true, if nobody writes."""
        known = self._changes.get(scopes)
        if known and known[0] == versions and known[1] <= now < known[2]:
            return known[2]
        until = min([_midnight_after(now), *self._moments(scopes, now)])
        self._changes[scopes] = versions, now, until
        return until

    def _versions(self) -> Versions:
        found = dict.fromkeys(map(str, Scope), 0)
        for scope, number in self._rows(_VERSIONS[connection.vendor], []):
            found[scope] = found.get(scope, 0) + number
        return found

    def _moments(self, scopes: Collection[Scope], now: datetime) -> list[datetime]:
        """Of each column and delay the first moment that has not passed; those of `now` itself count too."""
        parts, values, delays = [], [], []
        for model, shown in shown_tables():
            table = model._meta.db_table
            for name, after in shown.moments.items() if shown.scope in scopes else ():
                column = model._meta.get_field(name).column
                for delay in after:
                    parts.append(f'SELECT min("{column}") FROM "{table}" WHERE "{column}" >= %s')  # noqa: S608
                    values.append(connection.ops.adapt_datetimefield_value(now - delay))
                    delays.append(delay)
        if not parts:
            return []
        numbered = (f"SELECT {number}, ({part})" for number, part in enumerate(parts))
        rows = self._rows(" UNION ALL ".join(numbered), values)
        return [_moment(found) + delays[number] for number, found in rows if found is not None]

    def _rows(self, sql: str, values: list[Any]) -> list[Any]:
        """Within a transaction that is open on this thread, as a test's is, ask in it."""
        if connection.in_atomic_block:
            return _fetch(connection, sql, values)
        with self._lock:
            was_open = self._own is not None
            try:
                return _fetch(self._own_connection(), sql, values)
            except (DatabaseError, InterfaceError):
                self.close()
                if not was_open:
                    raise
            return _fetch(self._own_connection(), sql, values)  # the server was restarted meanwhile

    def _own_connection(self) -> BaseDatabaseWrapper:
        if self._own is None:
            shared = connections[DEFAULT_DB_ALIAS]
            settings = deepcopy(shared.settings_dict)
            settings["OPTIONS"].pop("pool", None)
            settings |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
            self._own = type(shared)(settings, shared.alias)
            self._own.inc_thread_sharing()  # one at a time, by the lock
        return self._own


def _fetch(source: Any, sql: str, values: list[Any]) -> list[Any]:
    with source.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _moment(value: datetime | str) -> datetime:
    """SQLite keeps moments as text, in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def _midnight_after(now: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    tomorrow = timezone.localdate(now, zone) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)
