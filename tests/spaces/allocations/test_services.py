"""Allocating, ending, voiding."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.personal_data.erasure import erase_person
from spaces.allocations.edit_tokens import unit_edit_token
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate, end_allocation, void_allocation
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import (
    AllocationFactory,
    ConditionFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


MAY = date(2025, 5, 1)


def given(unit=None, **kwargs) -> Allocation:
    wanted = {"company": None, "start_on": MAY, "by": None, "reason": "Handed over"} | kwargs
    wanted["company"] = wanted["company"] or CompanyFactory()
    return allocate(unit or SpaceFactory(), **wanted)


def test_allocating_keeps_the_area_and_who_recorded_it(coordinator):
    unit = SpaceFactory(area_m2=Decimal("62.50"))

    allocation = given(unit, by=coordinator)
    unit.area_m2 = 70
    unit.save()

    allocation.refresh_from_db()
    assert (allocation.area_m2, allocation.recorded_by) == (Decimal("62.50"), coordinator)


def test_the_day_one_company_leaves_the_next_may_come():
    unit = SpaceFactory()
    given(unit, end_on=MAY + timedelta(days=30))

    given(unit, start_on=MAY + timedelta(days=30))

    assert unit.allocations.count() == 2


def test_an_allocation_may_last_one_day_and_stand_before_a_coming_one():
    unit = SpaceFactory()
    given(unit, start_on=MAY + timedelta(days=1))

    given(unit, end_on=MAY + timedelta(days=1))

    with pytest.raises(ValidationError):
        given(unit, start_on=MAY - timedelta(days=1), end_on=MAY + timedelta(days=1))


def test_an_allocation_cites_an_adopted_resolution_only():
    adopted, rejected = ResolutionFactory(), ResolutionFactory(outcome="rejected")

    allocation = given(resolution=adopted, reason="")
    with pytest.raises(ValidationError) as refusal:
        given(resolution=rejected)

    assert allocation.resolution == adopted
    assert refusal.value.message_dict == {"resolution": ["This resolution was not adopted."]}


def test_a_unit_under_restoration_is_allocated_to_who_restores_it():
    unit = ConditionFactory(state="under_works").space

    assert given(unit, kind="restoration").unit == unit


def test_a_stale_page_is_refused_with_what_changed():
    unit = SpaceFactory(code="A1")
    edit_token = unit_edit_token(unit)
    given(unit, company=CompanyFactory(name="Nodo"), end_on=MAY + timedelta(days=1))

    with pytest.raises(ValidationError) as refusal:
        given(unit, start_on=MAY + timedelta(days=9), edit_token=edit_token)

    assert refusal.value.messages == [
        "The unit changed after you opened this page: "
        "A1 is allocated to Nodo from 1 May 2025 and free from 2 May 2025. Begin again from the list."
    ]


def test_an_unchanged_unit_is_not_stale():
    unit = SpaceFactory()

    assert given(unit, edit_token=unit_edit_token(unit)).unit == unit


def test_ending_makes_the_unit_free_from_a_day():
    allocation = given()

    ended = end_allocation(allocation, end_on=date(2025, 9, 1), by=None, reason="Moves out")

    assert (ended.end_on, ended.end_reason) == (date(2025, 9, 1), "Moves out")


def test_ending_again_on_the_same_day_changes_nothing():
    allocation = given()
    end_allocation(allocation, end_on=date(2025, 9, 1), by=None, reason="Moves out")

    again = end_allocation(allocation, end_on=date(2025, 9, 1), by=None, reason="Another reason")

    assert again.end_reason == "Moves out"


@pytest.mark.parametrize(
    ("end_on", "reason", "field"),
    [
        (MAY, "Moves out", "end_on"),
        (date(2026, 2, 1), "Moves out", "end_on"),
        (date(2025, 9, 1), "", "end_reason"),
    ],
)
def test_an_end_outside_the_rules_is_refused(end_on, reason, field):
    allocation = given(end_on=date(2026, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        end_allocation(allocation, end_on=end_on, by=None, reason=reason)

    assert list(refusal.value.message_dict) == [field]


def test_a_voided_allocation_frees_the_unit_and_stays_on_record():
    unit = SpaceFactory()
    mistake = given(unit)

    voided = void_allocation(mistake, reason="Wrong unit", by=None)
    given(unit)

    assert (voided.void_reason, unit.allocations.count()) == ("Wrong unit", 2)


def test_voiding_needs_a_reason_and_happens_once():
    mistake = given()

    with pytest.raises(ValidationError):
        void_allocation(mistake, reason=" ", by=None)
    first = void_allocation(mistake, reason="Wrong unit", by=None)
    second = void_allocation(mistake, reason="Wrong company", by=None)

    assert (second.voided_at, second.void_reason) == (first.voided_at, "Wrong unit")


def test_a_voided_allocation_cannot_be_ended():
    mistake = void_allocation(given(), reason="Wrong unit", by=None)

    with pytest.raises(ValidationError) as refusal:
        end_allocation(mistake, end_on=date(2025, 9, 1), by=None, reason="Moves out")

    assert refusal.value.messages == ["This allocation was voided."]


def test_the_database_refuses_overlapping_allocations_whoever_writes():
    held = AllocationFactory(end_on=date(2024, 1, 1))
    later = AllocationFactory(unit=held.unit, start_on=date(2024, 1, 1))
    rival = AllocationFactory.build(unit=held.unit, company=held.company, start_on=date(2023, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.bulk_create([rival])
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.filter(pk=later.pk).update(start_on=date(2023, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.filter(pk=held.pk).update(end_on=None)


def test_who_ended_and_who_voided_an_allocation_is_kept(coordinator):
    ended = end_allocation(given(), end_on=date(2025, 9, 1), by=coordinator, reason="Moves out")
    voided = void_allocation(given(), reason="Wrong unit", by=coordinator)

    assert (Allocation.objects.get(pk=ended.pk).ended_by, ended.voided_by) == (coordinator, None)
    assert (Allocation.objects.get(pk=voided.pk).voided_by, voided.ended_by) == (coordinator, None)


def test_ending_and_voiding_again_keep_who_did_it_first(coordinator):
    other = UserFactory()
    ended = end_allocation(given(), end_on=date(2025, 9, 1), by=coordinator, reason="Moves out")
    voided = void_allocation(given(), reason="Wrong unit", by=coordinator)

    assert end_allocation(ended, end_on=date(2025, 9, 1), by=other, reason="Again").ended_by == coordinator
    assert void_allocation(voided, reason="Again", by=other).voided_by == coordinator


def test_who_ended_it_is_a_former_member_once_they_are_erased():
    person = UserFactory()
    ended = end_allocation(given(), end_on=date(2025, 9, 1), by=person, reason="Moves out")

    erase_person(person, by=person)

    ended.refresh_from_db()
    assert str(ended.ended_by) == "a former member"
