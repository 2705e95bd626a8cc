"""Times as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from spaces.building.formats import format_period

pytestmark = pytest.mark.django_db


TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


HOUR = timedelta(hours=1)


def test_times_are_said_in_local_words():
    assert format_period(TEN, TEN + HOUR) == "23 Nov 2026, 11:00–12:00"
    assert format_period(TEN, TEN + 14 * HOUR) == "23 Nov 2026, 11:00 to 24 Nov 2026, 01:00"
