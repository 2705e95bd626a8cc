"""Real threads against a real server: two at a time for one room, two rooms changed crosswise."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.programme.models import Event
from events.programme.services import publish_event, save_event
from spaces.bookings.holds import hold_space
from spaces.bookings.models import Claim
from spaces.building.models import Space
from tests.factories.events import EventFactory
from tests.factories.spaces import RoomFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=30)


def run_together(*calls: Callable[[], object]) -> list[str]:
    """How each of the calls ended."""
    answers = at_once(*calls)
    return sorted("refused" if isinstance(one, ValidationError) else "done" for one in answers)


def hall():
    whole, first, second = (RoomFactory(code=code) for code in ("C1", "C2", "C3"))
    whole.takes.set([first, second])
    return whole, first


def draft(space, days: int = 0) -> Event:
    start = NOON + timedelta(days=days)
    event = EventFactory(
        state="draft", is_common=True, space=space, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    event.rooms.create(space=space)
    return event


def publishing(event: Event) -> Callable[[], object]:
    return lambda: publish_event(event)


def test_of_two_events_for_a_hall_and_its_half_one_is_published():
    whole, half = hall()
    assert run_together(publishing(draft(whole)), publishing(draft(half))) == ["done", "refused"]
    assert Event.objects.filter(state="published").count() == 1


def test_of_an_event_and_a_booking_for_one_room_one_has_it():
    whole, half = hall()
    end = NOON + timedelta(hours=1)

    def book() -> object:
        return hold_space(half, starts_at=NOON, ends_at=end, purpose="Group", by=None)

    assert run_together(publishing(draft(whole)), book) == ["done", "refused"]
    assert Claim.objects.values("booking").distinct().count() == 1


def test_two_events_that_change_the_same_two_rooms_crosswise_both_do():
    first, second = RoomFactory(code="A1"), RoomFactory(code="A2")
    events = [draft(first), draft(second, days=1)]
    for event in events:
        publish_event(event)

    def into(event: Event, room: Space) -> Callable[[], object]:
        def move() -> None:
            row = Event.objects.get(pk=event.pk)
            row.space = room
            save_event(row)

        return move

    for _ in range(10):
        assert run_together(into(events[0], second), into(events[1], first)) == ["done", "done"]
        assert run_together(into(events[0], first), into(events[1], second)) == ["done", "done"]
    held = Claim.objects.filter(released_at=None, booking__event_room__event=events[0])
    assert [claim.space for claim in held] == [first]
