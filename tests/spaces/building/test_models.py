"""Codes of spaces, and what the database refuses of one."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.spaces import (
    FloorFactory,
    SpaceFactory,
)
from tests.spaces.back_office import condition_forms

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.mark.parametrize("code", ["plan", "renewal", "Find", "Buildings", "A 1", "A/1", "A?"])
def test_words_of_our_addresses_and_odd_signs_are_no_codes(office, code):
    fields = {"code": code, "kind": "unit", "floor": FloorFactory().pk, "area_m2": "50", "use": "work"}

    response = office.post(f"{UNITS}add/", fields | condition_forms([]))

    assert list(response.context["adminform"].form.errors) == ["code"]


def test_the_database_refuses_a_capacity_of_zero():
    with pytest.raises(IntegrityError), transaction.atomic():
        SpaceFactory(capacity=0)
