"""Constraints that Django does not have."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

_POSTGRES_RANGES = {"DateField": "daterange", "DateTimeField": "tstzrange"}

_SQLITE_TRIGGER = """CREATE TRIGGER "{name}_{event}" BEFORE {event} ON %(table)s
WHEN NEW."{unless}" IS NULL
BEGIN SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
  SELECT 1 FROM %(table)s AS other
  WHERE other."{key}" = NEW."{key}" AND other."{unless}" IS NULL {itself}
  AND other."{start}" < {new_end}
  AND NEW."{start}" < {other_end});
END"""
# Around a column that is never null it would only keep SQLite from using an index.
_SQLITE_OPEN_END = """COALESCE({end}, '9999-12-31')"""


class NoOverlap(BaseConstraint):
    """Among rows of one `key`, the intervals [start, end) do not overlap.

    A null end is open; rows with `unless` set do not count.
    PostgreSQL keeps it by an exclusion constraint (needs the extension btree_gist), SQLite by triggers. The
    triggers are deferred statements of the table, as Django's own partial indexes are, so that a remade table
    gets them back.
    """

    def __init__(self, *, name: str, key: str, start: str, end: str, unless: str, **violation: Any) -> None:
        self.key, self.start, self.end, self.unless = key, start, end, unless
        super().__init__(name=name, **{"violation_error_code": "overlap"} | violation)

    def _columns(self, model: Any) -> dict[str, str]:
        parts = {"key": self.key, "start": self.start, "end": self.end, "unless": self.unless}
        return {part: model._meta.get_field(field).column for part, field in parts.items()}

    def _postgres_sql(self, model: Any) -> str:
        kind = _POSTGRES_RANGES[model._meta.get_field(self.start).get_internal_type()]
        return (
            """CONSTRAINT "{name}" EXCLUDE USING gist """
            """("{key}" WITH =, {kind}("{start}", "{end}", '[)') WITH &&) WHERE ("{unless}" IS NULL)"""
        ).format(name=self.name, kind=kind, **self._columns(model))

    def _sqlite_statements(self, model: Any, schema_editor: Any) -> list[Statement]:
        primary = model._meta.pk.column
        end = model._meta.get_field(self.end)
        pattern = _SQLITE_OPEN_END if end.null else "{end}"
        ends = {f"{row.lower()}_end": pattern.format(end=f'{row}."{end.column}"') for row in ("NEW", "other")}
        itself = {"INSERT": "", "UPDATE": f'AND other."{primary}" <> NEW."{primary}"'}
        return [
            Statement(
                _SQLITE_TRIGGER.format(
                    name=self.name, event=event, itself=itself[event], **ends, **self._columns(model)
                ),
                table=Table(model._meta.db_table, schema_editor.quote_name),
            )
            for event in ("INSERT", "UPDATE")
        ]

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        if schema_editor.connection.vendor == "postgresql":
            return self._postgres_sql(model)
        schema_editor.deferred_sql.extend(self._sqlite_statements(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        # Only PostgreSQL asks: Django remakes the whole table on SQLite, which asks for constraint_sql.
        return Statement(
            "ALTER TABLE %(table)s ADD " + self._postgres_sql(model).replace("%", "%%"),
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(
            f'ALTER TABLE %(table)s DROP CONSTRAINT "{self.name}"',
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def trigger_names(self) -> list[str]:
        """Names of the triggers that keep the constraint on SQLite."""
        return [f"{self.name}_INSERT", f"{self.name}_UPDATE"]

    def validate(
        self,
        model: Any,
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        fields = (self.key, self.start, self.end, self.unless)
        key, start, end, unless = (getattr(instance, model._meta.get_field(name).attname) for name in fields)
        if key is None or start is None or unless is not None or set(fields[:3]) & set(exclude or ()):
            return
        rivals = model._base_manager.using(using).filter(**{self.key: key, f"{self.unless}__isnull": True})
        rivals = rivals.filter(
            models.Q(**{f"{self.end}__isnull": True}) | models.Q(**{f"{self.end}__gt": start})
        )
        if end is not None:
            rivals = rivals.filter(**{f"{self.start}__lt": end})
        if rivals.exclude(pk=instance.pk).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return (
            path,
            args,
            kwargs | {"key": self.key, "start": self.start, "end": self.end, "unless": self.unless},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__
