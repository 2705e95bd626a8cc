"""Units divided and joined."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from spaces.allocations.edit_tokens import check_unit_unchanged, unit_edit_token
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.reshaping.models import Reshaping
from spaces.reshaping.split_merge import SplitPart, merge_units, split_unit
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, ConditionFactory, RoomFactory, SpaceFactory

pytestmark = pytest.mark.django_db


APRIL, MAY, JUNE = date(2025, 4, 30), date(2025, 5, 1), date(2025, 6, 1)


WHY = {"by": None, "reason": "A wall"}


def parts(**areas: int) -> list[SplitPart]:
    """Two or more parts; who held the whole keeps the first."""
    return [
        SplitPart(code, Decimal(area), is_kept=not place) for place, (code, area) in enumerate(areas.items())
    ]


def refusal(call, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.messages


def existing(day: date) -> list[str]:
    return list(Space.objects.existing(day).order_by("code").values_list("code", flat=True))


def test_a_unit_is_divided_while_it_is_held():
    held = AllocationFactory(unit__code="A1", company__name="Nodo", end_on=date(2026, 1, 1), kind="temporary")

    split_unit(held.unit, parts=parts(A1a=30, A1b=18), day=MAY, **WHY)

    assert (existing(APRIL), existing(MAY)) == (["A1"], ["A1a", "A1b"])
    held.refresh_from_db()
    assert (held.end_on, held.end_reason) == (MAY, "A wall")
    kept = Allocation.objects.get(start_on=MAY)
    assert (kept.unit.code, str(kept.company), kept.end_on, kept.kind, kept.area_m2) == (
        "A1a",
        "Nodo",
        date(2026, 1, 1),
        "temporary",
        30,
    )


def test_what_came_out_of_what_is_on_record():
    resolution = ResolutionFactory()
    unit = SpaceFactory(code="A1", features="Water")

    done = split_unit(unit, parts=parts(A1a=30, A1b=20), day=MAY, by=None, resolution=resolution)

    assert (done.kind, done.day, done.resolution) == ("split", MAY, resolution)
    assert [space.code for space in done.before.all()] == ["A1"]
    assert list(done.after.values_list("code", "features", "valid_from")) == [
        ("A1a", "Water", MAY),
        ("A1b", "Water", MAY),
    ]


def test_parts_go_on_in_the_condition_of_the_whole():
    unit = ConditionFactory(state="under_works", end_on=JUNE, space__code="A1").space
    ConditionFactory(space=unit, state="usable", start_on=JUNE)

    split_unit(unit, parts=parts(A1a=30, A1b=20), day=MAY, **WHY)

    assert list(unit.conditions.valid().values_list("state", "end_on")) == [("under_works", MAY)]
    conditions = Condition.objects.filter(space__code="A1b").order_by("start_on")
    assert list(conditions.values_list("state", "start_on", "end_on")) == [
        ("under_works", MAY, JUNE),
        ("usable", JUNE, None),
    ]


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ({"A1a": 30, "A1b": 21}, "Together the parts measure 51 m², more than the 50 m² of A1."),
        ({"A1a": 30}, "Divide the unit into at least two parts."),
        ({"A1a": 30, "a1": 20}, "a1: Another space has this code. A code is never used again."),
        (
            {"A1a": 30, "plan": 20},
            "plan: The portal uses this word in its own addresses. Choose another code.",
        ),
        ({"A1a": 30, "A1b": 0}, "A1b: Ensure this value is greater than or equal to 0.01."),
    ],
)
def test_a_wrong_division_is_refused_and_changes_nothing(areas, message):
    held = AllocationFactory(unit__code="A1")

    messages = refusal(split_unit, held.unit, parts=parts(**areas), day=MAY, **WHY)

    assert messages[0] == message
    assert (existing(MAY), Reshaping.objects.count(), Allocation.objects.on(MAY).get()) == (["A1"], 0, held)


def test_a_unit_promised_to_somebody_is_not_divided():
    held = AllocationFactory(unit__code="A1", company__name="Nodo", start_on=JUNE)

    messages = refusal(split_unit, held.unit, parts=parts(A1a=30, A1b=20), day=MAY, **WHY)

    assert messages == ["A1 is allocated to Nodo from 1 Jun 2025, with no end date. End or void that first."]


def test_only_private_units_in_use_are_divided():
    room, gone = RoomFactory(code="R1", name=""), SpaceFactory(code="A1", valid_to=APRIL)
    new = SpaceFactory(code="A2", valid_from=MAY)
    two = parts(A1a=10, A1b=10)

    assert refusal(split_unit, room, parts=two, day=MAY, **WHY) == [
        "R1 is common: only private units are divided and joined."
    ]
    assert refusal(split_unit, gone, parts=two, day=MAY, **WHY) == ["A1 is out of use from 30 Apr 2025."]
    assert refusal(split_unit, new, parts=two, day=MAY, **WHY) == [
        "A2 comes into use on that very day: choose a later one."
    ]


def test_nobody_is_given_a_unit_that_was_divided():
    unit = SpaceFactory(code="A1")
    split_unit(unit, parts=parts(A1a=30, A1b=20), day=MAY, **WHY)
    unit.refresh_from_db()

    messages = refusal(allocate, unit, company=CompanyFactory(), start_on=JUNE, **WHY)

    assert messages == ["A1 is out of use from 1 May 2025."]


def test_a_page_opened_before_a_division_is_stale():
    unit = SpaceFactory(code="A1")
    edit_token = unit_edit_token(unit)
    split_unit(unit, parts=parts(A1a=30, A1b=20), day=MAY, **WHY)

    assert refusal(check_unit_unchanged, unit, edit_token) == [
        "The unit changed after you opened this page: A1 is out of use from 1 May 2025."
        " Begin again from the list."
    ]


def test_units_are_joined_and_one_of_the_companies_goes_on():
    one = AllocationFactory(unit__code="A1", company__name="Nodo")
    other = AllocationFactory(unit__code="A2", unit__floor=one.unit.floor, company__name="Argine")

    done = merge_units(
        [one.unit, other.unit], code="A12", area_m2=Decimal(104), company=one.company, day=MAY, **WHY
    )

    assert (existing(APRIL), existing(MAY)) == (["A1", "A2"], ["A12"])
    kept = Allocation.objects.on(MAY).get()
    assert (kept.unit.code, str(kept.company), kept.area_m2) == ("A12", "Nodo", 104)
    assert (done.kind, [space.code for space in done.before.all()]) == ("merge", ["A1", "A2"])


def test_what_is_joined_is_as_usable_as_the_worst_of_it():
    one = ConditionFactory(state="usable", space__code="A1").space
    other = ConditionFactory(state="made_safe", space__code="A2", space__floor=one.floor).space

    merge_units([one, other], code="A12", area_m2=Decimal(100), day=MAY, **WHY)

    assert list(Condition.objects.filter(space__code="A12").values_list("state", "start_on")) == [
        ("made_safe", MAY)
    ]


def test_a_wrong_joining_is_refused():
    one = SpaceFactory(code="A1")
    beside, above = SpaceFactory(floor=one.floor), SpaceFactory()
    terms = {"code": "A12", "area_m2": Decimal(100), "day": MAY} | WHY

    assert refusal(merge_units, [one], **terms) == ["Joining takes at least two units."]
    assert refusal(merge_units, [one, above], **terms) == ["Only units of one floor can be joined."]
    assert refusal(merge_units, [one, beside], **terms | {"area_m2": Decimal(99)}) == [
        "Together the units measure 100 m²: the new unit cannot be smaller."
    ]
    assert refusal(merge_units, [one, beside], **terms, company=CompanyFactory(name="Nodo")) == [
        "None of these units is allocated to Nodo on 1 May 2025."
    ]
