"""System checks of the whole portal."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from multifactory.lib.constraints import NoOverlap
from multifactory.lib.immutability import seals
from multifactory.lib.sqlite import is_wal_safe


def overlap_triggers() -> dict[str, set[str]]:
    """The triggers SQLite must hold, by table."""
    wanted: dict[str, set[str]] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                wanted.setdefault(model._meta.db_table, set()).update(constraint.trigger_names())
    return wanted


def is_migrated(connection: Any) -> bool:
    """Whether no migration waits. One that waits may bring what is missing, and `migrate` checks first."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@register(Tags.database)
def check_overlap_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
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
            if ("table", table) in present and missing and is_migrated(connection):
                errors.append(
                    Error(f"Table {table} has lost {', '.join(sorted(missing))}.", id="multifactory.E001")
                )
    return errors


@register(Tags.database)
def check_seals(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A seal that is not there would let somebody write what is closed."""
    wanted = {name: model._meta.db_table for model, seal in seals() for name in seal.trigger_names()}
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
            cursor.execute(
                "SELECT tgname FROM pg_trigger"
                if connection.vendor == "postgresql"
                else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            )
            present = {name for (name,) in cursor.fetchall()}
        missing = sorted(name for name, table in wanted.items() if table in tables and name not in present)
        if missing and is_migrated(connection):
            message = f"Lost seals: {', '.join(missing)}. Run migrate --skip-checks."
            errors.append(Error(message, id="multifactory.E003"))
    return errors


@register(Tags.database)
def check_content_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Without one of them a page that visitors have asked for would go on showing what was."""
    # Models are loaded only now.
    from multifactory.lib.public_pages.triggers import present_triggers, wanted_triggers  # noqa: PLC0415

    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
            present = present_triggers(cursor, connection.vendor)
        wanted = wanted_triggers(connection.vendor)
        missing = sorted(name for name, table in wanted.items() if table in tables and name not in present)
        if missing and is_migrated(connection):
            message = f"Lost triggers: {', '.join(missing)}. Run migrate --skip-checks."
            errors.append(Error(message, id="multifactory.E004"))
    return errors


@register(Tags.database)
def check_sqlite_journal(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
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
