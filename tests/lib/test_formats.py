"""Days, moments and amounts as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from multifactory.lib.formats import format_day, format_euro, format_moment


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


@pytest.mark.parametrize(("language", "written"), [("en", "3 Nov 2026"), ("it", "3 Nov 2026")])
def test_format_day_in_both_languages(language, written):
    with override(language):
        assert format_day(date(2026, 11, 3)) == written


def test_format_moment_is_on_the_clock_of_the_multifactory():
    assert format_moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 Jul 2026, 00:30"


def test_format_moment_follows_the_language_of_each_reader():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    english = format_moment(moment)

    with override("it"):
        italian = format_moment(moment)

    assert (english.lower(), italian.lower()) == ("2 jul 2026, 00:30", "2 lug 2026, 00:30")


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
