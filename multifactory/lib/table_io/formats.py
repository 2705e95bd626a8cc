"""Tables people bring and take, as CSV and XLSX files.

Every cell is read as text, whatever the spreadsheet made of it, and written as text that no spreadsheet runs.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from multifactory.lib.csv import neutralise, without_guard
from multifactory.lib.csv_lines import csv_rows, decode_csv
from multifactory.lib.text.clean import clean_text, legal_text

MOST_ROWS = 1000
MOST_COLUMNS = 100
# What an XLSX may have inside, since a small file can unfold to gigabytes: bytes in all, and marks of XML in
# each part, of which a full table has about 400,000.
MOST_UNPACKED = 50 * 1024 * 1024
MOST_MARKS = 1_000_000
CHUNK = 1024 * 1024
FAULTS_NAMED = 5


def cell_text(value: Any) -> str:
    """The text of a cell, cleaned: 1998.0 is "1998", a day is ISO, a guard against formulas goes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    text = "" if value is None else str(value)
    return clean_text(without_guard(text.strip())).strip()


def as_dataset(rows: Iterable[Sequence[Any]]) -> tablib.Dataset:
    """The first row as headings, the others below it; empty ones stay, so that the rest keep their number."""
    table = [[cell_text(cell) for cell in row] for row in rows]
    headings = table[0] if table else []
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise ValidationError(_("The file is empty: the first row holds the headings."))
    if len(table) - 1 > MOST_ROWS:
        raise ValidationError(_("The file has more than %(most)d rows: divide it.") % {"most": MOST_ROWS})
    dataset = tablib.Dataset(headers=headings)
    for number, row in enumerate(table[1:], start=2):
        if any(row[len(headings) :]):
            raise ValidationError(_("Row %(number)d has more cells than headings.") % {"number": number})
        dataset.append([*row, *[""] * len(headings)][: len(headings)])
    return dataset


class CSV(base_formats.CSV):
    """UTF-8 as the portal writes it, or what an Italian spreadsheet writes: Windows letters, UTF-16,
    semicolons, and Excel's own first line `sep=;`."""

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> tablib.Dataset:
        text = in_stream if isinstance(in_stream, str) else decode_csv(in_stream)
        return as_dataset(csv_rows(text))

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> str:
        guarded = tablib.Dataset(*([neutralise(cell) for cell in row] for row in dataset))
        guarded.headers = dataset.headers
        return super().export_data(guarded, **kwargs)


class XLSX(base_formats.XLSX):
    """The first sheet of a workbook that is not hidden. Formulas are not run: the values that the spreadsheet
    saved are read."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        _refuse_too_large_workbook(in_stream)
        rows = list(_cells_of(in_stream, data_only=True))
        while rows and not any(cell.value not in (None, "") for cell in rows[-1]):
            rows.pop()
        _refuse_faulty_cells(rows, _cells_of(in_stream, data_only=False))
        return as_dataset([cell.value for cell in row] for row in rows)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """Cells of text, which no spreadsheet runs whatever they begin with; control signs, which the format
        forbids, become spaces."""
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in ([dataset.headers or []], dataset):
            for cells in row:
                sheet.append([_text_cell(sheet, cell) for cell in cells])
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()


def _text_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value = legal_text("" if value is None else str(value))
    cell.data_type = "s"
    return cell


def _refuse_too_large_workbook(data: bytes) -> None:
    fault = ValidationError(_("The workbook is too large: keep only the sheet with the table."))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise fault
        for name in parts.namelist():
            with parts.open(name) as part:
                marks = 0
                while chunk := part.read(CHUNK):
                    marks += chunk.count(b"<")
                    if marks > MOST_MARKS:
                        raise fault


def _cells_of(data: bytes, *, data_only: bool) -> Iterator[Sequence[Any]]:
    """Rows of cells of the first sheet people see, with values, or with formulas where there are some."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise ValidationError(_("Every sheet of the workbook is hidden: show the one with the table."))
        yield from sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
    finally:
        book.close()


def _refuse_faulty_cells(rows: Sequence[Sequence[Any]], formulas: Iterable[Sequence[Any]]) -> None:
    """Errors like #REF!, and formulas whose value the program that wrote the file has not kept."""
    faults = []
    for number, (row, written) in enumerate(zip(rows, formulas, strict=False), start=1):
        for column, (cell, formula) in enumerate(zip(row, written, strict=False), start=1):
            name = f"{get_column_letter(column)}{number}"
            if cell.data_type == "e":
                faults.append(f"{name} ({cell.value})")
            elif formula.data_type == "f" and cell.value is None:
                faults.append(name)
    if faults:
        more = " …" if len(faults) > FAULTS_NAMED else ""
        text = _(
            "Cells with an error or a formula without a value: %(cells)s. Write the values in their place."
        )
        raise ValidationError(text % {"cells": ", ".join(faults[:FAULTS_NAMED]) + more})


FORMATS = (CSV, XLSX)


def format_of(data: bytes) -> int:
    """Which of the formats a file is, by its first bytes."""
    return 1 if data.startswith(b"PK\x03\x04") else 0
