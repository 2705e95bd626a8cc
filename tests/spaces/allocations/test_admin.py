"""Allocations in the back-office."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    SpaceFactory,
)
from tests.spaces.back_office import act

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


def terms(company, **kwargs) -> dict:
    return {
        "company": company.pk,
        "kind": "ordinary",
        "start_on": "2025-05-01",
        "end_on": "",
        "resolution": "",
        "reason": "Handed over",
    } | kwargs


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("term=now", 2),
        ("term=ending", 0),
        ("term=coming", 1),
        ("term=voided", 0),
        ("decision=no", 2),
        ("decision=yes", 1),
    ],
)
def test_allocations_are_filtered_by_time_and_decision(office, query, expected):
    AllocationFactory()
    AllocationFactory(resolution=ResolutionFactory())
    AllocationFactory(start_on=date(2999, 1, 1))

    assert office.get(f"{ALLOCATIONS}?{query}").context["cl"].queryset.count() == expected


def test_a_unit_is_allocated_in_three_steps(office, coordinator):
    unit, company = SpaceFactory(code="A1"), CompanyFactory(name="Nodo")

    form = act(office, UNITS, "allocate_unit", unit)
    stamp = {"stamp": form.context["form"]["stamp"].initial}
    summary = act(office, UNITS, "allocate_unit", unit, check="1", **terms(company), **stamp)
    untouched = Allocation.objects.count()
    done = act(office, f"{UNITS}?free=yes", "allocate_unit", unit, do="1", **terms(company), **stamp)

    assert untouched == 0
    assert summary.context["changes"][0] == ("Allocated to", "nobody", "Nodo, since 1 May 2025")
    assert done.url == f"{UNITS}?free=yes"
    allocation = Allocation.objects.get()
    assert (allocation.unit, allocation.company, allocation.recorded_by) == (unit, company, coordinator)


def test_a_form_opened_before_somebody_elses_change_is_refused_with_what_changed(office):
    unit, company = SpaceFactory(code="A1"), CompanyFactory()
    allocate(
        unit, company=CompanyFactory(name="Nodo"), start_on=date(2025, 1, 1), by=None, reason="Elsewhere"
    )

    # The unit has left the filtered list by now, and is found all the same.
    response = act(office, f"{UNITS}?free=yes", "allocate_unit", unit, do="1", stamp="", **terms(company))

    assert response.context["form"].non_field_errors() == [
        "The unit changed after you opened this page: A1 is allocated to Nodo from 1 Jan 2025,"
        " with no end date. Begin again from the list."
    ]
    assert Allocation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"end_on": "2025-04-30"}, "end_on"),
        ({"start_on": "2025-02-30"}, "start_on"),
        ({"company": ""}, "company"),
        ({"kind": "forever"}, "kind"),
    ],
)
def test_a_wrong_allocation_is_refused_at_its_field(office, wrong, field):
    response = act(
        office, UNITS, "allocate_unit", SpaceFactory(), check="1", stamp="", **terms(CompanyFactory()) | wrong
    )

    assert list(response.context["form"].errors) == [field]
    assert not response.context["changes"]


def test_units_are_allocated_one_at_a_time(office):
    units = SpaceFactory.create_batch(2)

    response = office.post(
        UNITS, {"action": "allocate_unit", ACTION_CHECKBOX_NAME: [unit.pk for unit in units]}, follow=True
    )

    assert [str(message) for message in response.context["messages"]] == [
        "Select only one row: this action works on one row at a time."
    ]


def test_an_allocation_is_ended_in_three_steps(office):
    allocation = AllocationFactory(unit__code="A1", company__name="Nodo")
    wanted = {"end_on": "2025-09-01", "end_resolution": "", "end_reason": "Moves out"}

    form = act(office, ALLOCATIONS, "end", allocation)
    wanted["stamp"] = form.context["form"]["stamp"].initial
    summary = act(office, ALLOCATIONS, "end", allocation, check="1", **wanted)
    done = act(office, ALLOCATIONS, "end", allocation, do="1", **wanted)

    assert summary.context["changes"][0] == (
        "Nodo",
        "since 1 Jan 2021",
        "from 1 Jan 2021, free from 1 Sep 2025",
    )
    assert done.url == ALLOCATIONS
    allocation.refresh_from_db()
    assert (allocation.end_on, allocation.end_reason) == (date(2025, 9, 1), "Moves out")


def test_an_allocation_is_voided_with_a_reason(office):
    allocation = AllocationFactory()

    refused = act(office, ALLOCATIONS, "void", allocation, do="1", reason="")
    act(office, ALLOCATIONS, "void", allocation, do="1", reason="Wrong unit")

    allocation.refresh_from_db()
    assert list(refused.context["form"].errors) == ["reason"]
    assert (allocation.voided_at is not None, allocation.void_reason) == (True, "Wrong unit")


def test_an_allocation_added_by_hand_goes_through_the_service(office, coordinator):
    unit = SpaceFactory(area_m2=62)

    response = office.post(f"{ALLOCATIONS}add/", terms(CompanyFactory(), unit=unit.pk))

    allocation = Allocation.objects.get()
    assert response.url == ALLOCATIONS
    assert (allocation.area_m2, allocation.recorded_by) == (62, coordinator)


def test_an_overlap_by_hand_names_who_holds_the_unit(office):
    held = AllocationFactory(unit__code="A1", company__name="Nodo")

    response = office.post(f"{ALLOCATIONS}add/", terms(CompanyFactory(), unit=held.unit_id))

    assert response.context["adminform"].form.non_field_errors() == [
        "A1 is allocated to Nodo from 1 Jan 2021, with no end date."
    ]


def test_of_an_allocation_on_record_only_the_end_is_written(office):
    allocation = AllocationFactory(company__name="Nodo")
    wanted = {"end_on": "2999-01-01", "end_resolution": "", "end_reason": "Agreed", "stamp": ""}

    office.post(f"{ALLOCATIONS}{allocation.pk}/change/", wanted | terms(CompanyFactory()) | wanted)

    allocation.refresh_from_db()
    assert (str(allocation.company), allocation.start_on, allocation.end_on) == (
        "Nodo",
        date(2021, 1, 1),
        date(2999, 1, 1),
    )
