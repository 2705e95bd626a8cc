"""Changing the condition of a space in the back-office."""

import pytest

from spaces.condition.models import Condition
from tests.factories.governance import ResolutionFactory
from tests.factories.spaces import (
    ConditionFactory,
    RoomFactory,
)
from tests.spaces.back_office import Steps

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


def test_a_condition_is_changed_in_three_steps(office):
    room = ConditionFactory(space=RoomFactory(code="R1"), state="under_works").space
    resolution = ResolutionFactory()
    wanted = {"state": "usable", "day": "2025-05-01", "resolution": resolution.pk, "reason": ""}
    steps = Steps(office, UNITS, "change_condition", room, **wanted)

    changes = steps.changes()
    steps.do()

    assert changes["Condition on 1 May 2025"] == ("works in progress", "usable")
    assert changes["Decided by"] == ("", str(resolution))
    assert Condition.objects.get(state="usable").resolution == resolution
