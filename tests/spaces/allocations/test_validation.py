"""What may be allocated."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from spaces.allocations.validation import check_allocation
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


def allocation_faults(unit=None, **kwargs) -> object:
    given = {"company": None, "start_on": date(2025, 1, 1), "end_on": None, "kind": "ordinary"}
    given |= {"resolution": None, "reason": "Handed over"} | kwargs
    given["company"] = given["company"] or CompanyFactory()
    try:
        check_allocation(unit or SpaceFactory(), **given)
    except ValidationError as error:
        return error.message_dict if hasattr(error, "error_dict") else error.messages
    return {}


def test_a_free_and_usable_unit_can_be_allocated():
    assert allocation_faults() == {}


def test_an_allocation_ends_after_it_starts():
    assert allocation_faults(end_on=date(2025, 1, 1)) == {
        "end_on": ["The first free day must come after the start."]
    }


def test_an_allocation_says_why():
    assert allocation_faults(reason="  ") == {
        "reason": ["Name the resolution that decided it, or give a reason."]
    }


def test_a_common_room_is_not_allocated():
    room = RoomFactory(code="R1", name="Kitchen")

    assert allocation_faults(room) == {"unit": ["R1 Kitchen is common: it is booked, not allocated."]}


def test_a_unit_under_works_goes_only_to_who_restores_it():
    unit = ConditionFactory(state="under_works", space__code="A1").space

    assert list(allocation_faults(unit)) == ["unit"]
    assert allocation_faults(unit, kind="restoration") == {}


def test_a_unit_is_allocated_only_as_long_as_it_exists():
    unit = SpaceFactory(code="A1", valid_to=date(2025, 6, 1))
    message = {"unit": ["A1 is out of use from 1 Jun 2025."]}

    assert allocation_faults(unit) == message
    assert allocation_faults(unit, end_on=date(2025, 6, 2)) == message
    assert allocation_faults(unit, end_on=date(2025, 6, 1)) == {}


def test_only_a_member_holds_a_unit():
    coming = CompanyFactory(name="Nodo", joined_on=date(2025, 1, 2))
    gone = CompanyFactory(name="Argine", left_on=date(2025, 1, 1))

    assert allocation_faults(company=coming) == {"company": ["Nodo is a member from 2 Jan 2025."]}
    assert allocation_faults(company=gone) == {"company": ["Argine left on 1 Jan 2025."]}


def test_a_conflict_names_who_holds_the_unit_and_when():
    open_ended = AllocationFactory(unit__code="A1", company__name="Nodo").unit
    ending = AllocationFactory(unit__code="A2", company__name="Argine", end_on=date(2025, 3, 1)).unit

    assert allocation_faults(open_ended) == ["A1 is allocated to Nodo from 1 Jan 2021, with no end date."]
    assert allocation_faults(ending) == [
        "A2 is allocated to Argine from 1 Jan 2021 and free from 1 Mar 2025."
    ]
    assert allocation_faults(ending, start_on=date(2025, 3, 1)) == {}
