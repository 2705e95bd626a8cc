"""Seats that a change of the event sets free are offered in that change, not at the worker's next turn."""

from datetime import timedelta

import pytest

from events.programme.models import Event
from events.programme.services import cancel_event, postpone_event, publish_event, save_event
from events.registrations.seats import settle_due_events
from events.registrations.services import cancel_registration
from tests.events.helpers import confirmed, later, offered, states, subjects, waiting
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


def test_while_it_is_postponed_nobody_loses_their_place_and_offers_are_made_anew(mailoutbox):
    event = EventFactory(is_common=True, capacity=2)
    confirmed(event, "A"), offered(event, "B"), waiting(event, "C")
    postpone_event(event)
    assert states(event) == {"A": "confirmed", "B": "waiting", "C": "waiting"}
    hour = timedelta(hours=1)
    Event.objects.update(starts_at=later(hours=-2), ends_at=later(hours=-1))

    assert settle_due_events() == 0
    assert cancel_registration(event.registrations.get(name="C"))
    assert states(event) == {"A": "confirmed", "B": "waiting", "C": "cancelled"}

    saved(event, starts_at=later(days=9), ends_at=later(days=9) + hour)
    mailoutbox.clear()
    publish_event(event)

    assert states(event) == {"A": "confirmed", "B": "offered", "C": "cancelled"}
    second = event.registrations.get(name="B").email
    assert [to for to, subject in subjects() if subject == "A seat is free for you"] == [second]


def test_who_has_had_an_offer_before_it_was_postponed_gets_the_mail_of_the_next(mailoutbox):
    event = EventFactory(is_common=True, capacity=1)
    entry = waiting(event, "A")
    settle_due_events()
    postpone_event(event)
    mailoutbox.clear()

    publish_event(event)

    assert (entry.email, "A seat is free for you") in subjects()
