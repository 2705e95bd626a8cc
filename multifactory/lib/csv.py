"""Lists people take with them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.http import HttpResponse, StreamingHttpResponse

from multifactory.lib.text.clean import legal_text

# Blanks, and letters nobody sees, that may stand before the sign of a formula.
_UNSEEN = r"\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_AT_START = re.compile(rf"[\s{_UNSEEN}]*[=+\-@＝＋－＠]|[\t\r]")
# Behind what parts cells where a spreadsheet is set to another country; a minus and a blank are a list.
_SIGN = rf"(?=(?:[^\S\t\r\n]|[{_UNSEEN}])*(?:[=+@＝＋＠]|[-－](?!\s)))"
_INSIDE = re.compile(rf"([;\t\r\n]){_SIGN}")
_GUARD_INSIDE = re.compile(rf"([;\t\r\n])'{_SIGN}")


def neutralise(value: object) -> str:
    """A cell that a spreadsheet shows as text: wherever it would see a formula begin stands an apostrophe."""
    text = "" if value is None else legal_text(str(value))
    guard = "'" if _AT_START.match(text) else ""
    return guard + _INSIDE.sub(r"\1'", text)


def without_guard(text: str) -> str:
    """The text that `neutralise` was given."""
    text = _GUARD_INSIDE.sub(r"\1", text)
    return text[1:] if text.startswith("'") and _AT_START.match(text, 1) else text


def _cell(value: object) -> str:
    """A number stays one, below zero too, so that spreadsheets add it up; all else is text."""
    return str(value) if isinstance(value, int | Decimal) else neutralise(value)


def csv_response(filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download in RFC 4180 with a byte order mark, which spreadsheets need to read accents."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
    writer = csv.writer(response)
    writer.writerow([neutralise(cell) for cell in header])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return response


class _Line:
    """Takes what a writer writes and hands it on: one line at a time is kept, however many there are."""

    def write(self, text: str) -> str:
        return text


def stream_csv(
    filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """As `csv_response`, sent while it is read: for tables of any length."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([neutralise(cell) for cell in header])
        for row in rows:
            yield writer.writerow([_cell(cell) for cell in row])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
