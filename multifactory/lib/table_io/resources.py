"""Rows of a table as rows of the database: what the imports of all apps share.

An empty cell leaves what is there, and a row that says what is there already changes nothing: the same file
may be read twice. Nothing is written unless every row is good.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field as Column
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from tablib import Dataset

from multifactory.lib.table_io.cells import in_every_language, same_name


@dataclass(frozen=True, slots=True)
class Line:
    """What one row of the file does: `kind` is new, update, skip or invalid; faults and changes by column."""

    number: int
    name: str
    kind: str
    faults: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]


class Report(Result):
    """What a reading found, row by row under the numbers the spreadsheet shows."""

    numbers: list[int] = []
    names: list[str] = []

    @property
    def is_good(self) -> bool:
        return not self.has_errors() and not self.has_validation_errors()

    @property
    def faults_of_file(self) -> list[str]:
        errors = (error.error for error in self.base_errors)
        return [
            text
            for error in errors
            for text in (error.messages if isinstance(error, ValidationError) else [str(error)])
        ]

    def lines(self) -> Iterator[Line]:
        for number, name, row in zip(self.numbers, self.names, self.rows, strict=False):
            yield Line(number, name, str(row.import_type), list(_faults(row)), row.diff or [])

    def bad_lines(self) -> list[Line]:
        return [line for line in self.lines() if line.faults]


def _faults(row: RowResult) -> Iterator[tuple[str, str]]:
    if row.validation_error is not None:
        faults = row.validation_error
        by_column = faults.message_dict if hasattr(faults, "error_dict") else {"": faults.messages}
        for column, texts in by_column.items():
            for text in texts:
                yield ("" if column == NON_FIELD_ERRORS else column, text)
    for _error in row.errors:  # the database refused what the checks had let through
        yield ("", _("This row conflicts with what is already recorded and cannot be saved."))


class Changes:
    """Which columns a row changes, from what to what."""

    def __init__(self, resource: "TableResource", row: Any, is_new: bool) -> None:
        self.before = self.cells(resource, type(row)() if is_new else row)
        self.after: dict[str, str] = {}

    @staticmethod
    def cells(resource: "TableResource", row: Any) -> dict[str, str]:
        return {column.column_name: column.export(row) for column in resource.get_import_fields()}

    def compare_with(self, resource: "TableResource", row: Any) -> None:
        self.after = self.cells(resource, row)

    def as_html(self) -> list[tuple[str, str, str]]:  # the name the library calls it by
        changes = [(name, self.before[name], text) for name, text in self.after.items()]
        return [change for change in changes if change[1] != change[2]]


class TableResource(ModelResource):
    """Say `columns`, `needed` of a new row, `keys` of which the file must hold one, and `missing_key`."""

    columns: Sequence[str] = ()
    needed: Sequence[str] = ()
    keys: Sequence[str] = ()
    missing_key: Any = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.numbers: list[int] = []
        self.names: list[str] = []

    @classmethod
    def get_result_class(cls) -> type[Report]:
        return Report

    @classmethod
    def get_diff_class(cls) -> type[Changes]:
        return Changes

    @classmethod
    def label(cls, column: str) -> Any:
        """What the portal calls a column."""
        return cls._meta.model._meta.get_field(column).verbose_name

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        rows = list(dataset)
        try:
            headings = self.read_headings(dataset.headers)
        except ValidationError:
            dataset.wipe()  # the library would go on with the rows
            raise
        dataset.wipe()
        dataset.headers = headings
        self.numbers = [number for number, row in enumerate(rows, start=2) if any(row)]
        for row in filter(any, rows):
            dataset.append(row)

    def read_headings(self, headings: list[str]) -> list[str]:
        """The columns meant: by name, or by the label the portal shows, in either language."""
        words: dict[str, str] = {}
        for column in self.columns:
            for label in in_every_language(self.label(column)):
                words.setdefault(label, column)
        words |= {column: column for column in self.columns}
        columns = [words.get(same_name(heading), "") for heading in headings]
        unknown = [heading for heading, column in zip(headings, columns, strict=True) if not column]
        if unknown:
            raise ValidationError(_("Unknown columns: %(names)s.") % {"names": ", ".join(unknown)})
        twice = {column for column in columns if columns.count(column) > 1}
        if twice:
            raise ValidationError(_("Repeated columns: %(names)s.") % {"names": ", ".join(sorted(twice))})
        if not set(self.keys) & set(columns):
            raise ValidationError(self.missing_key)
        return columns

    def import_field(
        self, field: Column, instance: Any, row: dict[str, str], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """An empty cell leaves what is there."""
        if row.get(field.column_name):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def after_import(self, dataset: Dataset, result: Report, **kwargs: Any) -> None:
        result.numbers, result.names = self.numbers, self.names

    def export_field(self, field: Column, instance: Any, **kwargs: Any) -> str:
        return cast(str, field.export(instance, **kwargs))
