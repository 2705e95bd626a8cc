"""Django's backend of SQLite, with a pool: at most `OPTIONS["pool"]` connections wait for a request."""

from typing import Any
from weakref import WeakSet

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.sqlite3 import base

from multifactory.lib.sqlite.pool import Connection, Pool


class DatabaseWrapper(base.DatabaseWrapper):
    _pools: dict[str, Pool] = {}  # by path of the file

    def __init__(self, settings_dict: dict[str, Any], alias: str = DEFAULT_DB_ALIAS) -> None:
        super().__init__(settings_dict, alias)
        self._cursors: WeakSet[Any] = WeakSet()

    @property
    def pool(self) -> Pool | None:
        most = self.settings_dict["OPTIONS"].get("pool")
        if not most or self.is_in_memory_db():
            return None
        path = str(self.settings_dict["NAME"])
        return self._pools.get(path) or self._pools.setdefault(path, Pool(path, most))

    def close_pool(self) -> None:
        if self.pool:
            self.pool.close()

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params.pop("pool", None)
        return params | {"factory": Connection} if self.pool else params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        return (self.pool and self.pool.take()) or super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = super().create_cursor(name)
        self._cursors.add(cursor)
        return cursor

    def is_usable(self) -> bool:
        return not self.errors_occurred

    def _close(self) -> None:
        """What failed, or is closed amid its transaction, is closed for good, as without a pool."""
        connection, pool = self.connection, self.pool
        if pool is None or self.errors_occurred or self.in_atomic_block:
            with self.wrap_database_errors:
                connection.close()
            return
        for cursor in list(self._cursors):
            cursor.close()  # one that was not read to its end would go on showing the state it began with
        pool.hand_back(connection)
