import pytest

from events.programme.models import Event
from events.registrations.rules import Refusal, refusal_of
from tests.events.helpers import build_event


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
    assert refusal_of(build_event(taken, **facts), has_started=has_started) == refusal
