"""How long migrations may take: as long as they need, where a request would be broken off."""

from typing import Any

from django.db import connections

# Of locks it stays: a migration that waits for a table makes everybody behind it wait as well.
_LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout")


def lift_limits(using: str, **_kwargs: Any) -> None:
    """Before migrations: large tables, and models made in the middle of a transaction, take their time."""
    _on_each_limit(using, "SET {} = 0")


def restore_limits(using: str, **_kwargs: Any) -> None:
    """After migrations: as the settings say."""
    _on_each_limit(using, "RESET {}")


def _on_each_limit(using: str, sql: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for limit in _LIMITS:
                cursor.execute(sql.format(limit))
