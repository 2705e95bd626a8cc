"""Tables as spreadsheets write them, and as they go back to one."""

import io
import unicodedata
import zipfile

import openpyxl
import pytest
import tablib
from django.core.exceptions import ValidationError

from multifactory.lib.table_io.formats import CSV, XLSX


def workbook(*rows, fill=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if fill:
        fill(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"name;line\r\nUno;planes\r\n",
        b"sep=;\r\nname;line\r\nUno;planes\r\n",
        b"\xef\xbb\xbfsep=;\r\nname;line\r\nUno;planes\r\n",
        "name\tline\r\nUno\tplanes\r\n".encode("utf-16"),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(data):
    assert CSV().create_dataset(data).dict == [{"name": "Uno", "line": "planes"}]


def test_letters_taken_apart_are_put_together():
    data = unicodedata.normalize("NFD", "name\r\nCaffè Però\r\n").encode()

    assert CSV().create_dataset(data).dict == [{"name": "Caffè Però"}]


def test_text_in_unknown_letters_is_named():
    with pytest.raises(ValidationError, match="CSV UTF-8"):
        CSV().create_dataset("name\r\nUno\r\n".encode("utf-16-le"))


def test_a_hidden_sheet_is_not_read():
    def fill(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Companies").append(["line"])

    assert XLSX().create_dataset(workbook(["name"], fill=fill)).headers == ["line"]


def test_errors_and_formulas_without_a_value_are_refused_by_cell():
    def fill(book):
        book.active["B3"] = "#REF!"
        book.active["B3"].data_type = "e"

    data = workbook(["name", "line"], ["Uno", "=A2&A2"], ["Due", None], fill=fill)

    with pytest.raises(ValidationError, match=r"B2, B3 \(#REF!\)"):
        XLSX().create_dataset(data)


def test_a_small_file_that_unfolds_to_millions_of_cells_is_refused_while_reading():
    data = io.BytesIO(workbook(["name"]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings2.xml", b"<si><t/></si>" * 400_000)

    with pytest.raises(ValidationError, match="too large"):
        XLSX().create_dataset(data.getvalue())


def test_a_workbook_holds_text_as_it_is_and_runs_nothing():
    dataset = tablib.Dataset(["+39 0376 123456", "=1+1", "Open\x0bday"], headers=["phone", "line", "name"])

    sheet = openpyxl.load_workbook(io.BytesIO(XLSX().export_data(dataset))).active

    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("+39 0376 123456", "s"),
        ("=1+1", "s"),
        ("Open day", "s"),
    ]


def test_a_csv_file_holds_nothing_that_runs_and_reads_back_as_it_was():
    dataset = tablib.Dataset(["+39 0376 123456", "x;=cmd"], headers=["phone", "line"])

    text = CSV().export_data(dataset)

    assert text == "phone,line\r\n'+39 0376 123456,x;'=cmd\r\n"
    assert CSV().create_dataset(text).dict == [{"phone": "+39 0376 123456", "line": "x;=cmd"}]
