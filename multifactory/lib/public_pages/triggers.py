"""Triggers that raise the version of a scope in the transaction of whoever writes: page, admin, shell.

They are no part of a migration, as the seals are none (`multifactory.lib.immutability`): they go before
migrations and come back afterwards, for the tables as these are then.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps as current_apps
from django.db import connections, transaction

from multifactory.lib.public_pages.content import Scope, Shown, shown_tables
from multifactory.lib.public_pages.models import ContentChange, ContentVersion

PREFIX = "content_of_"
_VERSION, _JOURNAL = ContentVersion._meta.db_table, ContentChange._meta.db_table

# On SQLite a row is written at a time, and its writer is the only one.
_RAISE = f"""INSERT INTO {_VERSION} (scope, number) SELECT '{{scope}}', 0
  WHERE NOT EXISTS (SELECT 1 FROM {_VERSION} WHERE scope = '{{scope}}');
UPDATE {_VERSION} SET number = number + 1 WHERE scope = '{{scope}}'"""  # noqa: S608  names of ours
_SQLITE = """CREATE TRIGGER "{name}" AFTER {event} ON "{table}"{when}
BEGIN
{act};
END"""

# On PostgreSQL once a statement, and only where it wrote something that is seen: jobs of the clock ask again
# and again for rows that are due, and mostly there are none.
_FUNCTION = """CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN INSERT INTO {journal} (scope) VALUES ('{scope}'); END IF;
  RETURN NULL;
END $$"""
_POSTGRES = """CREATE TRIGGER "{name}" AFTER {event} ON "{table}"{tables}
FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()"""
_TABLES = {
    "INSERT": (" REFERENCING NEW TABLE AS after", "EXISTS (SELECT 1 FROM after)"),
    "DELETE": (" REFERENCING OLD TABLE AS before", "EXISTS (SELECT 1 FROM before)"),
    "UPDATE": (
        " REFERENCING OLD TABLE AS before NEW TABLE AS after",
        "EXISTS (SELECT ({columns})::text FROM after EXCEPT SELECT ({columns})::text FROM before)",
    ),
    "TRUNCATE": ("", "true"),
}


def trigger_names(model: Any, shown: Shown, vendor: str) -> dict[str, str]:
    """By event."""
    events = (*shown.events, *(("TRUNCATE",) if vendor == "postgresql" else ()))
    return {event: f"{PREFIX}{model._meta.db_table}_{event.lower()}" for event in events}


def install_statements(vendor: str, apps: Any = current_apps) -> Iterator[str]:
    for model, shown in shown_tables(apps):
        for event, name in trigger_names(model, shown, vendor).items():
            values = {"name": name, "event": event, "table": model._meta.db_table, "scope": shown.scope}
            columns = [f'"{column}"' for column in shown.columns(model)]
            yield from (_on_postgres if vendor == "postgresql" else _on_sqlite)(values, columns)


def _on_postgres(values: dict[str, str], columns: list[str]) -> Iterator[str]:
    tables, when = _TABLES[values["event"]]
    values |= {"journal": _JOURNAL, "tables": tables, "when": when.format(columns=", ".join(columns))}
    yield _FUNCTION.format(**values)
    yield _POSTGRES.format(**values)


def _on_sqlite(values: dict[str, str], columns: list[str]) -> Iterator[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    when = f"\nWHEN {changed}" if values["event"] == "UPDATE" else ""
    yield _SQLITE.format(**values, when=when, act=_RAISE.format(**values))


def present_triggers(cursor: Any, vendor: str) -> set[str]:
    """The triggers of this module that the database holds, of whatever version they are."""
    cursor.execute(
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE pg_table_is_visible(pg_class.oid)"
        if vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    return {name for (name,) in cursor.fetchall() if name.startswith(PREFIX)}


def wanted_triggers(vendor: str) -> dict[str, str]:
    """Each trigger with its table."""
    return {
        name: model._meta.db_table
        for model, shown in shown_tables()
        for name in trigger_names(model, shown, vendor).values()
    }


def drop_triggers(using: str, **_kwargs: Any) -> None:
    """Before migrations (`pre_migrate`): a table with a trigger cannot lose the columns it names."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name in sorted(present_triggers(cursor, connection.vendor)):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def install_triggers(using: str, apps: Any = current_apps, **_kwargs: Any) -> None:
    """After migrations (`post_migrate`), which may have changed anything: every scope is raised."""
    connection = connections[using]
    if _VERSION not in connection.introspection.table_names():
        return  # migrated to before there were versions
    with transaction.atomic(using=using):
        drop_triggers(using)
        with connection.cursor() as cursor:
            for sql in install_statements(connection.vendor, apps):
                cursor.execute(sql)
            for scope in Scope:
                raise_scope(cursor, connection.vendor, scope)


def raise_scope(cursor: Any, vendor: str, scope: Scope) -> None:
    if vendor == "postgresql":
        cursor.execute(f"INSERT INTO {_JOURNAL} (scope) VALUES (%s)", [scope])  # noqa: S608  as below
        return
    for part in _RAISE.format(scope=scope).split(";"):
        cursor.execute(part)


def fold_changes(using: str = "default") -> int:
    """Add the changes to the versions, on PostgreSQL: in one statement, so that nobody sees another sum."""
    if connections[using].vendor != "postgresql":
        return 0
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"WITH gone AS (DELETE FROM {_JOURNAL} RETURNING scope),"  # noqa: S608
            " sums AS (SELECT scope, count(*) AS number FROM gone GROUP BY scope)"
            f" INSERT INTO {_VERSION} AS kept (scope, number) SELECT scope, number FROM sums ORDER BY scope"
            " ON CONFLICT (scope) DO UPDATE SET number = kept.number + excluded.number"
        )
        return cursor.rowcount
