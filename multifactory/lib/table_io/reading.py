"""Tables people bring and take: CSV and XLSX files, and what may be written in their cells.

Every cell is read as text, whatever the spreadsheet made of it, and written as text that no spreadsheet runs.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import openpyxl
import tablib
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import widgets
from import_export.formats import base_formats

from multifactory.lib.csv import is_formula, neutralise
from multifactory.lib.numbers import with_point

MOST_ROWS = 1000
MOST_COLUMNS = 100
MOST_UNPACKED = 50 * 1024 * 1024  # bytes an XLSX may have inside: a small file can unfold to gigabytes
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")


def cell_text(value: Any) -> str:
    """The text of a cell: 1998.0 is "1998", a day is ISO, an apostrophe against formulas is dropped."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    text = "" if value is None else str(value).strip()
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


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
    """UTF-8 as the portal writes it, or Windows letters and semicolons as an Italian spreadsheet does."""

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> tablib.Dataset:
        text = in_stream if isinstance(in_stream, str) else _decode(in_stream)
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        return as_dataset(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


class XLSX(base_formats.XLSX):
    """The first sheet of a workbook. Formulas are not run: the values the spreadsheet saved are read."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        with zipfile.ZipFile(io.BytesIO(in_stream)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise ValidationError(_("The workbook is too large: keep only the sheet with the table."))
        book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, data_only=True)
        rows = list(
            book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        )
        book.close()
        while rows and not any(cell not in (None, "") for cell in rows[-1]):
            rows.pop()
        return as_dataset(rows)


FORMATS = (CSV, XLSX)


def format_of(data: bytes) -> int:
    """Which of the formats a file is, by its first bytes."""
    return 1 if data.startswith(b"PK\x03\x04") else 0


# --- Cells -----------------------------------------------------------------------------------------


def in_every_language(label: str | Promise) -> list[str]:
    """A label as people may write it: in each language of the portal, small letters."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(str(label).casefold())
    return found


class Text(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return neutralise(value)


class Whole(Text):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        if not value.isascii() or not value.isdigit():
            raise ValueError(_("“%(text)s” is no whole number.") % {"text": value})
        return int(value)


class Area(Text):
    """62.5, or 62,5 as in Italy."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        try:
            area = Decimal(with_point(value))
        except InvalidOperation:
            area = Decimal("NaN")
        if not area.is_finite():
            raise ValueError(_("“%(text)s” is no number: write 62.5 or 62,5.") % {"text": value})
        return area

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else f"{Decimal(value).normalize():f}"


class Address(Text):
    """A web address, with or without https:// before it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return value if "://" in value else f"https://{value}"


class Day(Text):
    """2024-03-31, or 31/03/2024 as in Italy."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date:
        for pattern in DAY_FORMATS:
            try:
                return datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        raise ValueError(_("“%(text)s” is no date: write 2024-03-31 or 31/03/2024.") % {"text": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class YesNo(Text):
    words = {"yes": True, "sì": True, "si": True, "true": True, "vero": True, "1": True, "x": True} | {
        "no": False,
        "false": False,
        "falso": False,
        "0": False,
    }

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        if value.casefold() not in self.words:
            raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": value})
        return self.words[value.casefold()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class OneOf(Text):
    """One of a list: `known` gives what may be written, in small letters, with what it stands for."""

    def __init__(self, known: Callable[[], Mapping[str, Any]], write: Callable[[Any], str] = str) -> None:
        super().__init__()
        self.known = known
        self.write = write

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        known = self.known()
        if value.casefold() not in known:
            choices = dict.fromkeys(self.write(one) for one in known.values())
            raise ValueError(
                _("“%(text)s” is not known. Write one of: %(choices)s.")
                % {"text": value, "choices": ", ".join(choices)}
            )
        return known[value.casefold()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return neutralise(self.write(value)) if value else ""


def choices_in_words(choices: Iterable[tuple[str, str | Promise]]) -> dict[str, str]:
    """Each choice under its code and its label in every language."""
    words: dict[str, str] = {}
    for value, label in choices:
        words |= dict.fromkeys([value, *in_every_language(label)], value)
    return words
