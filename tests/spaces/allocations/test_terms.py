"""One allocation after the other, and extending one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate, end_allocation, extend_allocation, void_allocation
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db


MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)


WHY = {"by": None, "reason": "Agreed by all"}


def holders(day: date) -> dict[str, str]:
    return {one.unit.code: str(one.company) for one in Allocation.objects.on(day).for_list()}


def held(code: str, company: str, **kwargs) -> Allocation:
    return AllocationFactory(unit__code=code, company__name=company, **kwargs)


def refusal(call, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.messages


def test_a_unit_is_handed_over_on_the_same_day():
    first = held("A1", "Nodo")
    end_allocation(first, end_on=MAY, **WHY)

    allocate(first.unit, company=CompanyFactory(name="Argine"), start_on=MAY, **WHY)

    assert (holders(date(2025, 4, 30)), holders(MAY)) == ({"A1": "Nodo"}, {"A1": "Argine"})


def test_a_future_allocation_stands_in_the_way_of_one_without_an_end():
    coming = held("A1", "Nodo", start_on=JUNE)

    messages = refusal(allocate, coming.unit, company=CompanyFactory(), start_on=MAY, **WHY)
    until_then = allocate(coming.unit, company=CompanyFactory(), start_on=MAY, end_on=JUNE, **WHY)

    assert messages == ["A1 is allocated to Nodo from 1 Jun 2025, with no end date."]
    assert until_then.end_on == JUNE


def test_a_retroactive_correction_voids_and_enters_again():
    wrong = held("A1", "Nodo", start_on=MAY)
    void_allocation(wrong, reason="It was in April", by=None)

    right = allocate(wrong.unit, company=wrong.company, start_on=date(2025, 4, 1), **WHY)

    assert list(Allocation.objects.valid()) == [right]
    assert Allocation.objects.count() == 2


def test_a_day_is_the_shortest_allocation():
    unit = SpaceFactory(code="A1")

    allocate(unit, company=CompanyFactory(name="Nodo"), start_on=MAY, end_on=date(2025, 5, 2), **WHY)

    assert (holders(MAY), holders(date(2025, 5, 2))) == ({"A1": "Nodo"}, {})


def test_an_end_before_the_start_is_refused():
    messages = refusal(allocate, SpaceFactory(), company=CompanyFactory(), start_on=JUNE, end_on=MAY, **WHY)

    assert messages == ["The first free day must come after the start."]


def test_without_decision_and_reason_nothing_is_allocated():
    messages = refusal(allocate, SpaceFactory(), company=CompanyFactory(), start_on=MAY, by=None)

    assert messages == ["Name the resolution that decided it, or give a reason."]


def test_a_unit_is_not_allocated_before_it_is_in_use():
    unit = SpaceFactory(code="A1", valid_from=JUNE)

    messages = refusal(allocate, unit, company=CompanyFactory(), start_on=MAY, **WHY)

    assert messages == ["A1 is in use from 1 Jun 2025."]
    assert allocate(unit, company=CompanyFactory(), start_on=JUNE, **WHY).start_on == JUNE


def test_an_extension_is_a_term_of_its_own_with_its_own_decision():
    first = held("A1", "Nodo", end_on=MAY, kind="temporary")

    longer = extend_allocation(first, end_on=JULY, **WHY)

    assert (longer.start_on, longer.end_on, longer.kind, longer.reason) == (
        MAY,
        JULY,
        "temporary",
        "Agreed by all",
    )
    first.refresh_from_db()
    assert (first.end_on, first.reason) == (MAY, "Founding member")


def test_what_has_no_end_is_not_extended_and_who_comes_after_is_named():
    endless = held("A1", "Nodo")
    ending = held("A2", "Argine", end_on=MAY)
    AllocationFactory(unit=ending.unit, company__name="Lanari", start_on=JUNE)

    assert refusal(extend_allocation, endless, end_on=JULY, **WHY) == [
        "This allocation has no end date, so there is nothing to extend."
    ]
    assert refusal(extend_allocation, ending, end_on=None, **WHY) == [
        "A2 is allocated to Lanari from 1 Jun 2025, with no end date."
    ]
