"""Lists for spreadsheets, with nothing a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.csv import csv_response, neutralise, without_guard


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
