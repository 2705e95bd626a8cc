"""Figures of months as lines and as a table."""

from datetime import date

from members.principles.models import MonthlyFigures
from members.principles.trend import CSV_HEADER, HEIGHT, csv_rows, draw_line, last_months, month_rows

TODAY = date(2027, 1, 15)


def kept(month, companies=40, method=1, effective_number=20.456):
    """What was kept of a month."""
    figures = {
        "companies": companies,
        "fields": {"effective_number": effective_number, "simpson_inverse": [72, 17]},
        "craft": {"percentage": 60},
        "stages": {"robust": 9},
        "value_chain": {"linked": 4},
        "parts": {"m2_usable": 292149},
    }
    return MonthlyFigures(month=month, day=month.replace(day=28), method=method, figures=figures)


def test_the_last_months_end_with_the_one_just_over():
    months = last_months(TODAY)
    assert (months[0], months[-1], len(months)) == (date(2025, 1, 1), date(2026, 12, 1), 24)


def test_a_line_begins_anew_after_a_gap_and_with_another_method():
    months = [date(2026, number, 1) for number in range(1, 8)]
    rows = [kept(months[0], 0), *map(kept, months[1:3]), kept(months[4]), kept(months[5], method=2)]
    line = draw_line("companies", months, rows)
    assert line.curves == [f"M0.0 {HEIGHT}.0L100.0 6.0L200.0 6.0", "M400.0 6.0h0", "M500.0 6.0h0"]
    assert line.areas[0] == f"M0.0 {HEIGHT}.0L100.0 6.0L200.0 6.0L200.0 {HEIGHT}L0.0 {HEIGHT}Z"
    assert line.is_from_zero
    assert (line.first, line.first_month, line.last, line.last_month) == ("0", months[0], "40", months[5])


def test_zero_lies_at_the_foot_and_is_a_figure():
    months = last_months(TODAY)
    assert draw_line("companies", months, [kept(months[0], 0)]).curves == [f"M0.0 {HEIGHT}.0h0"]


def test_a_figure_that_changes_little_fills_the_upper_third_and_says_so():
    months = last_months(TODAY)[-2:]
    line = draw_line("companies", months, [kept(months[0], 39), kept(months[1], 42)])
    assert (line.curves, line.is_from_zero) == (["M0.0 33.3L600.0 6.0"], False)


def test_the_line_of_the_fields_needs_fifteen_companies():
    months = last_months(TODAY)
    assert draw_line("effective_number", months, [kept(months[0], 14)]) is None
    assert draw_line("effective_number", months, [kept(months[0], 15)]).last == "20.5"


def test_what_nobody_counted_has_no_line():
    months = last_months(TODAY)
    row = MonthlyFigures(month=months[0], day=months[0], method=1, figures={"companies": 2})
    assert draw_line("craft", months, [row]) is None
    assert draw_line("craft", months, []) is None


def test_the_table_shows_the_latest_first_and_leaves_a_gap_empty():
    months = last_months(TODAY)[-2:]
    latest, before = month_rows(months, [kept(months[0])])
    assert (latest.month, set(latest.values)) == (months[1], {""})
    assert (before.month, before.values) == (months[0], ["40", "20.5", "60 %", "9", "4", "2,921"])


def test_the_download_holds_what_was_kept_of_each_month():
    [row] = csv_rows([kept(date(2026, 11, 1))])
    cells = dict(zip(CSV_HEADER, row, strict=True))
    assert (cells["month"], cells["day"], cells["method"]) == ("2026-11", "2026-11-28", 1)
    assert (cells["companies"], cells["fields_effective_number"]) == (40, "20.456")
    assert (cells["fields_simpson_inverse"], cells["parts_m2_usable"]) == ("72/17", "2921.49")
    assert cells["age_unsaid"] is None
