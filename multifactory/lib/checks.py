"""System checks of the whole portal."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from multifactory.lib.constraints import NoOverlap
from multifactory.lib.sqlite import is_wal_safe


def overlap_triggers() -> dict[str, set[str]]:
    """The triggers SQLite must hold, by table."""
    wanted: dict[str, set[str]] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                wanted.setdefault(model._meta.db_table, set()).update(constraint.trigger_names())
    return wanted


@register(Tags.database)
def check_overlap_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A table that exists on SQLite without its triggers would take overlapping rows in silence."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger')")
            present = {(kind, name) for kind, name in cursor.fetchall()}
        for table, triggers in overlap_triggers().items():
            missing = {name for name in triggers if ("trigger", name) not in present}
            if ("table", table) in present and missing:
                errors.append(
                    Error(f"Table {table} has lost {', '.join(sorted(missing))}.", id="multifactory.E001")
                )
    return errors


@register(Tags.database)
def check_sqlite_journal(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Write-ahead logging on an SQLite with the WAL-reset fault can corrupt the file."""
    if is_wal_safe():
        return []
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode")
                if cursor.fetchone()[0] == "wal":
                    message = f"SQLite {sqlite3.sqlite_version} must not run in WAL mode."
                    errors.append(Error(message, id="multifactory.E002"))
    return errors
