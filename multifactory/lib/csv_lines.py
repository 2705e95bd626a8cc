"""Tables people bring along as CSV, line by line."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.csv import without_guard
from multifactory.lib.text.clean import clean_line

MOST_LINES = 5_000
MOST_FAULTS = 10  # said at once
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
_SEPARATOR = re.compile(r"sep=([;,\t|])", re.IGNORECASE)


def decode_csv(data: bytes) -> str:
    """As spreadsheets and banks save it: UTF-8, UTF-16, or the code page of Windows."""
    fault = ValidationError(_("The portal cannot read the characters of this text. Save it as “CSV UTF-8”."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise fault from None
    if b"\0" in data:
        raise fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def csv_rows(text: str, *, is_strict: bool = False) -> Any:
    """A reader of rows in cells parted by ; or tabs or commas, as Excel's own first line `sep=;` says or the
    first line shows. `is_strict`: a cell without end is a fault, and no cell as long as the rest."""
    text = text.lstrip("\ufeff")
    first, _end, rest = text.partition("\n")
    if said := _SEPARATOR.fullmatch(first.strip("\r")):
        text, mark = rest, said[1]
    else:
        mark = next((sign for sign in (";", "\t") if sign in first), ",")
    return csv.reader(StringIO(text, newline=""), delimiter=mark, strict=is_strict)


def numbered_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, its cells cleaned, by the number from 1 of the line it begins on; the line
    that says `sep=;` is none, nor does a spreadsheet show it."""
    if len(text.splitlines()) > MOST_LINES:
        raise ValidationError(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
    rows = csv_rows(text, is_strict=True)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error:
            raise ValidationError(line_fault(number, _("this cannot be read as a table."))) from None
        if row is None:
            return
        cells = [clean_line(without_guard(cell.strip())) for cell in row]
        if any(cells):
            yield number, cells


def read_written_day(text: str) -> date | None:
    """A day as people write it in a table; None where it is none."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def line_fault(number: int, error: object) -> str:
    return _("Line %(number)s: %(error)s") % {"number": number, "error": error}
