"""The cache in a table of the database. What limits attempts lies here, so nothing pushes it out, and what
cannot be written is no limit that was reached."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router
from django.utils import timezone

_MISSING = object()
TRIES = 20  # all lost only where nothing can be written


class TableCache(DatabaseCache):
    """Django's, but for two things: the worker empties it by time (`delete_expired`), since a cache that is
    full drops any rows; and a row that cannot be written, on a disk that is full, raises OperationalError
    instead of being taken for one that another process has just written."""

    _table: str  # of Django's, which its stubs do not know
    _base_set: Callable[..., bool]

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write("set", key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._write("add", key, value, timeout, version)

    def _write(self, mode: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        """Again while the row is neither written nor there: its writer may have deleted it meanwhile."""
        full_key = self.make_and_validate_key(key, version=version)
        for _try in range(TRIES):
            is_written = self._base_set(mode, full_key, value, timeout)
            if is_written or self.get(key, _MISSING, version) is not _MISSING:
                return is_written
        raise OperationalError("The cache's table cannot be written.")

    def delete_expired(self) -> int:
        """Rows out of date, which nothing else deletes; how many there were."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        table, expires = map(connection.ops.quote_name, (self._table, "expires"))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [now])  # noqa: S608  names of ours
            return cursor.rowcount
