"""Lists people take with them."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run it."""
    return text.startswith(_FORMULA_STARTS)


def neutralise(value: object) -> str:
    """A cell that a spreadsheet shows as text: what looks like a formula gets a leading apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_formula(text) else text


def csv_response(filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download in RFC 4180 with a byte order mark, which spreadsheets need to read accents."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
    writer = csv.writer(response)
    writer.writerow([neutralise(cell) for cell in header])
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return response
