"""Tables people bring along as CSV, line by line."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.csv import without_guard

MOST_LINES = 5_000
MOST_FAULTS = 10  # said at once
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


def decode_csv(data: bytes) -> str:
    """As spreadsheets and banks save it: UTF-8, or the code page of Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def numbered_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, by its number from 1, in cells parted by ; or tabs or commas."""
    lines = text.lstrip("\ufeff").splitlines()
    if len(lines) > MOST_LINES:
        raise ValidationError(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
    head = lines[0] if lines else ""
    mark = next((sign for sign in (";", "\t") if sign in head), ",")
    for number, line in enumerate(lines, 1):
        try:
            row = next(csv.reader(StringIO(line), delimiter=mark), [])
        except csv.Error:  # a cell without end
            raise ValidationError(line_fault(number, _("this cannot be read as a table."))) from None
        cells = [without_guard(cell.strip()) for cell in row]
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
