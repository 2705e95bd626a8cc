"""Companies that change places."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from spaces.allocations.edit_tokens import units_edit_token
from spaces.allocations.models import Allocation
from spaces.allocations.services import end_allocation
from spaces.reshaping.swaps import swap_units
from tests.factories.spaces import AllocationFactory, ConditionFactory

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


def test_two_companies_swap_their_units_and_keep_their_terms():
    one, other = held("A1", "Nodo", end_on=JULY), held("A2", "Argine", kind="temporary")

    swap_units({one.unit: other.unit, other.unit: one.unit}, day=MAY, **WHY)

    assert holders(MAY) == {"A1": "Argine", "A2": "Nodo"}
    assert list(Allocation.objects.filter(start_on=MAY).order_by("unit").values_list("end_on", "kind")) == [
        (None, "temporary"),
        (JULY, "ordinary"),
    ]
    assert holders(date(2025, 4, 30)) == {"A1": "Nodo", "A2": "Argine"}


def test_three_companies_go_round():
    units = [held(code, f"Of {code}").unit for code in ("A1", "A2", "A3")]

    swap_units(dict(zip(units, units[1:] + units[:1], strict=True)), day=MAY, **WHY)

    assert holders(MAY) == {"A1": "Of A3", "A2": "Of A1", "A3": "Of A2"}


def test_a_swap_refused_halfway_changes_nothing():
    one, other = held("A1", "Nodo"), held("A2", "Argine")
    # The second company can move in, the first cannot: its new unit is under works by then.
    ConditionFactory(space=other.unit, state="under_works", start_on=MAY)

    messages = refusal(swap_units, {other.unit: one.unit, one.unit: other.unit}, day=MAY, **WHY)

    assert messages == [
        "A2 is not usable on 1 May 2025: works in progress."
        " It can be allocated only in exchange for restoring it."
    ]
    assert Allocation.objects.count() == 2
    assert holders(MAY) == {"A1": "Nodo", "A2": "Argine"}


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2020, 5, 1), "A1 is not allocated to anyone on 1 May 2020."),
        (date(2021, 1, 1), "Of A1 moves into A1 on that day: choose a later one."),
    ],
)
def test_a_swap_needs_companies_that_are_there_already(day, message):
    one, other = (held(code, f"Of {code}").unit for code in ("A1", "A2"))

    assert refusal(swap_units, {one: other, other: one}, day=day, **WHY) == [message]


def test_a_swap_sends_everybody_somewhere_and_nobody_to_the_same_place():
    one, two, three = (held(code, f"Of {code}").unit for code in ("A1", "A2", "A3"))

    assert refusal(swap_units, {one: two, two: one, three: three}, day=MAY, **WHY) == [
        "The company of A3 would stay where it is."
    ]
    assert refusal(swap_units, {one: two, three: two}, day=MAY, **WHY) == [
        "Each of the units must go to exactly one of the companies."
    ]


def test_a_swap_after_somebody_elses_change_is_refused_with_what_changed():
    one, other = held("A1", "Nodo"), held("A2", "Argine")
    edit_token = units_edit_token([one.unit, other.unit])
    end_allocation(other, end_on=JULY, **WHY)

    messages = refusal(
        swap_units, {one.unit: other.unit, other.unit: one.unit}, day=MAY, edit_token=edit_token, **WHY
    )

    assert messages == [
        "The unit changed after you opened this page: A2 is allocated to Argine from 1 Jan 2021 and free from"
        " 1 Jul 2025. Begin again from the list."
    ]
