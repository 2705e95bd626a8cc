"""Seats that a change of the event sets free are offered in that change, not at the worker's next turn."""

from datetime import timedelta

import pytest

from events.programme.models import Event
from events.programme.services import cancel_event, publish_event, save_event
from tests.events.helpers import confirmed, later, states, subjects, waiting
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def saved(event, **facts):
    row = Event.objects.get(pk=event.pk)
    for name, value in facts.items():
        setattr(row, name, value)
    save_event(row)


@pytest.mark.parametrize("capacity", [3, None])
def test_more_capacity_is_offered_at_once_to_the_first_who_wait(capacity):
    event = EventFactory(is_common=True, capacity=2)
    confirmed(event, "A", 2)
    first, _second = waiting(event, "B", minutes_ago=9), waiting(event, "C", 3, minutes_ago=5)

    saved(event, capacity=capacity)

    assert states(event) == {"A": "confirmed", "B": "offered", "C": "waiting" if capacity else "offered"}
    assert subjects()[0] == (first.email, "A seat is free for you")


def test_less_capacity_and_other_words_offer_nothing_and_remove_nobody():
    event = EventFactory(is_common=True, capacity=2)
    confirmed(event, "A", 2), waiting(event, "B")

    saved(event, capacity=1, title="Another title")

    assert states(event) == {"A": "confirmed", "B": "waiting"}
    assert subjects() == []


def test_published_again_after_it_was_postponed_free_seats_are_offered_at_once():
    event = EventFactory(is_common=True, capacity=1, state="postponed")
    waiting(event, "A")

    publish_event(event)

    assert states(event) == {"A": "offered"}


def test_moved_from_within_two_hours_to_next_week_the_queue_has_offers_again():
    event = EventFactory(is_common=True, capacity=1, starts_at=later(hours=1), ends_at=later(hours=3))
    waiting(event, "A")

    saved(event, starts_at=event.starts_at + timedelta(days=7), ends_at=event.ends_at + timedelta(days=7))

    assert states(event) == {"A": "offered"}


def test_a_cancelled_event_offers_nothing():
    event = EventFactory(is_common=True, capacity=1)
    waiting(event, "A")

    cancel_event(event, reason="Storm")

    assert states(event) == {"A": "waiting"}
