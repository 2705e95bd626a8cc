"""Days, moments and amounts as people read them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import date_format
from django.utils.translation import override

from multifactory.lib.formats import format_day, format_euro, format_moment

FORMATTED = re.compile(
    r"""\|(?:date|time):["']([^"']+)["']|(?:date|time)_format\([^"\n]*"([^"]+)"(?: if .* else "([^"]+)")?"""
)


@pytest.mark.parametrize(
    ("language", "cents", "written"),
    [
        ("en", 1830000, "€ 18,300"),
        ("en", 1830050, "€ 18,300.50"),
        ("en", 5, "€ 0.05"),
        ("it", 123456789, "€ 1.234.567,89"),
    ],
)
def test_format_euro_follows_the_language_and_leaves_out_empty_cents(language, cents, written):
    with override(language):
        assert format_euro(cents) == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "3 Nov 2026"), ("it", "3 nov 2026"), (None, "3 Nov 2026")]
)
def test_format_day_in_each_language_and_in_none(language, written):
    with override(language):
        assert format_day(date(2026, 11, 3)) == written


def test_format_moment_is_on_the_clock_of_the_multifactory():
    assert format_moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 Jul 2026, 00:30"


def test_format_moment_follows_the_language_of_each_reader():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    english = format_moment(moment)

    with override("it"):
        italian = format_moment(moment)

    assert (english, italian) == ("2 Jul 2026, 00:30", "2 lug 2026, 00:30")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("day", "2 Jul 2026"),
        ("long_day", "2 July 2026"),
        ("moment", "2 Jul 2026, 00:30"),
        ("long_moment", "2 July 2026, 00:30"),
    ],
)
def test_templates_write_days_and_moments_on_the_clock_of_the_multifactory(name, shown):
    template = Template("{{ when|" + name + " }}{{ none|" + name + " }}")

    assert template.render(Context({"when": datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "none": None})) == shown


def sources():
    for folder in ("events", "governance", "members", "multifactory", "spaces"):
        yield from (
            path for path in (settings.BASE_DIR / folder).rglob("*.py") if path.parts[-2] not in ("en", "it")
        )
    yield from (path for path in (settings.BASE_DIR / "templates").rglob("*") if path.is_file())


def formats_in(path: Path):
    return {one for found in FORMATTED.findall(path.read_text()) for one in found if one}


def test_no_source_writes_a_short_month_by_a_letter_that_is_a_capital_in_italian():
    """`M`, `N` and `P` are English in every language: what has a short month is a named format."""
    found = {str(path): formats_in(path) for path in sources()}
    written = {
        (path, one) for path, formats in found.items() for one in formats if not one.endswith("_FORMAT")
    }

    assert len(written) > 60, "the walk finds what it should judge"
    assert {(path, one) for path, one in written if re.search(r"(?<!\\)[MNP]", one)} == set()


def test_every_named_format_is_lower_case_in_italian_and_has_a_capital_in_english():
    names = {one for path in sources() for one in formats_in(path) if one.endswith("_FORMAT")}
    moments = [datetime(2026, month, month + 1, 9, 5) for month in range(1, 13)]

    assert "WEEKDAY_DAY_FORMAT" in names
    for name in names | {"DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT"}:
        for moment in moments:
            with override("it"):
                written = date_format(moment, name)
            assert written == written.lower()
            assert "_" not in written
            with override("en"):
                written = date_format(moment, name)
            assert written != written.lower()
