"""Changing the condition of a space from a page that showed it."""

from typing import Any

from django.db import transaction

from spaces.allocations.edit_tokens import check_unit_unchanged
from spaces.building.models import Space
from spaces.building.services import lock_spaces
from spaces.condition import services
from spaces.condition.models import Condition


@transaction.atomic
def change_condition(space: Space, *, edit_token: str | None, **terms: Any) -> Condition:
    """`terms` as of `condition.services.change_condition`; refused if the space changed since the page."""
    [space] = lock_spaces([space.pk])
    check_unit_unchanged(space, edit_token)
    return services.change_condition(space, **terms)
