"""Days and times as people enter them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from multifactory.lib.days import LocalDateTimeField, day_or_404, read_day


@pytest.mark.parametrize(("text", "day"), [("", None), ("2024-02-29", date(2024, 2, 29))])
def test_read_day_of_an_address(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["2023-02-29", "yesterday", "1899-12-31", "2999-01-01", "31/12/2024", "0"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValidationError):
        read_day(text)
    with pytest.raises(Http404):
        day_or_404(text)


def test_a_local_time_is_read_on_the_clock_of_the_multifactory():
    assert LocalDateTimeField().clean("2026-07-01T10:00") == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_a_time_the_clock_change_skips_or_repeats_is_refused(text):
    with pytest.raises(ValidationError, match="The clocks change during this hour"):
        LocalDateTimeField().clean(text)
