"""Lists for spreadsheets, with nothing a spreadsheet would run."""

import csv
import io
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.csv import csv_response, neutralise, without_guard
from multifactory.lib.csv_lines import decode_csv, numbered_lines


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_looks_like_a_formula_becomes_text(start):
    assert neutralise(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (" =1+1", "' =1+1"),
        ("\n=1+1", "'\n'=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("＝1+1", "'＝1+1"),
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ("Wood\n- planed\n- sawn", "Wood\n- planed\n- sawn"),
    ],
)
def test_a_formula_behind_blanks_or_in_another_country_becomes_text(text, cell):
    assert neutralise(text) == cell
    assert without_guard(cell) == text


@given(st.text(alphabet="a=+-@＝;\t\n\r \u200b", max_size=12))
def test_a_cell_read_back_is_what_was_written(text):
    assert without_guard(neutralise(text)) == text


@pytest.mark.parametrize(
    ("value", "cell"), [("Rossi", "Rossi"), ("a=b", "a=b"), ("", ""), (None, ""), (12, "12"), (-3, "'-3")]
)
def test_other_cells_stay_as_they_are(value, cell):
    assert neutralise(value) == cell


def test_a_control_sign_becomes_a_space():
    assert neutralise("Open\x0bday\x00") == "Open day "


def test_download_reads_back_as_it_was_written():
    rows = [["Caffè, Arti & Co", 'said "yes"\nand no'], ['=HYPERLINK("http://x")', None]]

    response = csv_response("companies.csv", ["Name", "@Line"], rows)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="companies.csv"'
    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Name", "'@Line"],
        ["Caffè, Arti & Co", 'said "yes"\nand no'],
        ['\'=HYPERLINK("http://x")', ""],
    ]


LINES = "code;words\r\nA-1;Caffè Però\r\n"


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        ("sep=;\r\n" + LINES).encode("utf-8-sig"),
        LINES.replace(";", "\t").encode("utf-16"),
        LINES.replace(";", ",").encode("cp1252"),
        unicodedata.normalize("NFD", LINES).encode(),
        LINES.replace("Caffè Però", '"Caffè\nPerò"').encode(),
    ],
    ids=["utf-8", "sep", "utf-16", "windows", "taken apart", "line break in a cell"],
)
def test_lines_are_read_as_spreadsheets_and_banks_write_them(data):
    """Was: of meters, shares and payments neither `sep=;` nor UTF-16 was read, as it was of companies."""
    rows = [["code", "words"], ["A-1", "Caffè Però"]]

    assert [cells for _number, cells in numbered_lines(decode_csv(data))] == rows


def test_a_line_keeps_its_number_below_a_cell_of_two_lines():
    assert [number for number, _cells in numbered_lines('a;b\n1;"x\ny"\n\n2;z')] == [1, 2, 5]


def test_a_cell_without_end_is_named_by_its_line():
    with pytest.raises(ValidationError, match="Line 2:"):
        list(numbered_lines('a;b\n1;"x\n2;y\n'))


@pytest.mark.parametrize("data", ["a;b".encode("utf-16-le"), b"\xff\xfea"])
def test_text_in_unknown_letters_is_no_fault_of_the_page(data):
    with pytest.raises(ValidationError, match="CSV UTF-8"):
        decode_csv(data)
