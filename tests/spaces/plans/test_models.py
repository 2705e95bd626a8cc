"""What a plan may hold."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.spaces import (
    FloorFactory,
    FloorPlanFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "shapes", [[], {"A1": [[0, 0]]}, {"A1": "M0 0"}, {"A1": [[0, 0], [1, 1], [2, None]]}]
)
def test_a_plan_that_cannot_be_drawn_is_refused(shapes):
    plan = FloorPlanFactory.build(floor=FloorFactory(), shapes=shapes, walls=[[[0, 0], [1, 1], [1, 0]]])

    with pytest.raises(ValidationError) as refused:
        plan.clean()

    assert list(refused.value.message_dict) == ["shapes"]
