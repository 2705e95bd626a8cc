from datetime import timedelta

import pytest
from django.utils import timezone

from events.programme.models import Event
from events.programme.rules import has_moved, is_cancellable
from events.registrations.rules import Refusal, refusal_of
from tests.factories.events import EventFactory


def event(taken=0, **facts) -> Event:
    one = EventFactory.build(**facts)
    one.taken = taken
    return one


@pytest.mark.parametrize(
    ("facts", "taken", "has_started", "refusal"),
    [
        ({"capacity": None}, 5000, False, None),
        ({"capacity": 2}, 1, False, None),
        ({"capacity": 2}, 2, False, Refusal.FULL),
        ({"capacity": 2}, 3, False, Refusal.FULL),
        ({"capacity": 0}, 0, False, Refusal.WITHOUT),
        ({"capacity": 2}, 0, True, Refusal.STARTED),
        ({"state": Event.State.DRAFT}, 0, False, Refusal.NOT_PUBLISHED),
        ({"state": Event.State.CANCELLED}, 0, True, Refusal.CANCELLED),
    ],
)
def test_a_newcomer_is_refused_for_the_first_reason_that_holds(facts, taken, has_started, refusal):
    assert refusal_of(event(taken, **facts), has_started=has_started) == refusal


@pytest.mark.parametrize(("capacity", "taken", "left"), [(None, 7, None), (0, 0, 0), (3, 1, 2), (3, 5, 0)])
def test_places_left_are_never_less_than_none(capacity, taken, left):
    assert event(taken, capacity=capacity).places_left == left


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
    before = event()
    after = event(starts_at=before.starts_at, ends_at=before.ends_at)
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
    assert is_cancellable(event(state=state, starts_at=timezone.now() + timedelta(days=days))) is is_open


def test_where_names_space_and_words():
    assert event(place="Town square").where == "Town square"
    assert event(place="").where == ""
