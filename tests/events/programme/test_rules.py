from datetime import timedelta

import pytest
from django.utils import timezone

from events.programme.models import Event
from events.programme.rules import has_moved, is_cancellable
from tests.events.helpers import build_event


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        ({"title": "Other"}, False),
        ({"capacity": 3}, False),
        ({"place": "Elsewhere"}, True),
        ({"space_id": 7}, True),
        ({"ends_at": timezone.now() + timedelta(days=30)}, True),
    ],
)
def test_only_time_and_place_count_as_a_move(change, moved):
    before = build_event()
    after = build_event(starts_at=before.starts_at, ends_at=before.ends_at)
    for field, value in change.items():
        setattr(after, field, value)
    assert has_moved(before, after) is moved


@pytest.mark.parametrize(
    ("state", "days", "is_open"),
    [
        (Event.State.PUBLISHED, 1, True),
        (Event.State.PUBLISHED, -1, False),
        (Event.State.DRAFT, 1, False),
        (Event.State.CANCELLED, 1, False),
    ],
)
def test_only_a_published_event_that_is_not_over_can_be_cancelled(state, days, is_open):
    assert (
        is_cancellable(build_event(state=state, starts_at=timezone.now() + timedelta(days=days))) is is_open
    )
