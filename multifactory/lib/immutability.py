"""Rows that may no longer be written, held by triggers of both databases."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps as current_apps
from django.db import connections, transaction
from django.db.models.constraints import BaseConstraint

_SQLITE = """CREATE TRIGGER "{trigger}" BEFORE {event}{of} ON "{table}"
WHEN {when}
BEGIN SELECT RAISE(ABORT, '{name}'); END"""
_POSTGRES = (
    """CREATE FUNCTION "{trigger}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF;
  RETURN {result};
END $$""",
    """CREATE TRIGGER "{trigger}" BEFORE {event}{of} ON "{table}"
FOR EACH ROW EXECUTE FUNCTION "{trigger}"()""",
)


class Sealed(BaseConstraint):
    """Rows where `when` holds are not written: SQL over `{row}`, the row as it was (or, new, as it would be).

    Of updates only those that name one of `columns` are refused (default: all). The triggers are no part of a
    migration: one that asks another table would stop SQLite from remaking that table. `drop_seals` and
    `install_seals` take them away before migrations and put them back afterwards.
    """

    def __init__(
        self,
        *,
        name: str,
        when: str,
        columns: Sequence[str] = (),
        events: Sequence[str] = ("INSERT", "UPDATE", "DELETE"),
    ) -> None:
        self.when, self.columns, self.events = when, tuple(columns), tuple(events)
        super().__init__(name=name)

    def trigger_names(self) -> list[str]:
        return [f"{self.name}_{event}" for event in self.events]

    def install_sql(self, model: Any, vendor: str) -> Iterator[str]:
        columns = ", ".join(f'"{model._meta.get_field(one).column}"' for one in self.columns)
        for event, trigger in zip(self.events, self.trigger_names(), strict=True):
            values = {
                "name": self.name,
                "trigger": trigger,
                "event": event,
                "of": f" OF {columns}" if event == "UPDATE" and columns else "",
                "table": model._meta.db_table,
                "when": self.when.format(row="NEW" if event == "INSERT" else "OLD"),
                "result": "OLD" if event == "DELETE" else "NEW",
            }
            for part in _POSTGRES if vendor == "postgresql" else (_SQLITE,):
                yield part.format(**values)

    def drop_sql(self, vendor: str) -> Iterator[str]:
        for trigger in self.trigger_names():
            if vendor == "postgresql":
                yield f'DROP FUNCTION IF EXISTS "{trigger}"() CASCADE'
            else:
                yield f'DROP TRIGGER IF EXISTS "{trigger}"'

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return ""

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return ""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Services ask before they write; the triggers are for whoever does not."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"when": self.when, "columns": self.columns, "events": self.events}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


def seals(apps: Any = current_apps) -> Iterator[tuple[Any, Sealed]]:
    """Every model with each seal it declares."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, Sealed):
                yield model, constraint


def drop_statements(vendor: str, apps: Any = current_apps) -> list[str]:
    return [sql for _model, seal in seals(apps) for sql in seal.drop_sql(vendor)]


def install_statements(vendor: str, apps: Any = current_apps) -> list[str]:
    return [sql for model, seal in seals(apps) for sql in seal.install_sql(model, vendor)]


def drop_seals(using: str, apps: Any = current_apps, **_kwargs: Any) -> None:
    """Before migrations (`pre_migrate`); `apps` is the state they start from."""
    _run(using, drop_statements(connections[using].vendor, apps))


def install_seals(using: str, apps: Any = current_apps, **_kwargs: Any) -> None:
    """After migrations (`post_migrate`), for the state they led to. Again: changes nothing."""
    vendor = connections[using].vendor
    _run(using, drop_statements(vendor, apps) + install_statements(vendor, apps))


def _run(using: str, statements: list[str]) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
