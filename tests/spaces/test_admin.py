"""The back-office of the building."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError

from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Space
from spaces.condition.models import Condition
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    RoomFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)


def act(office, url: str, action: str, row, **kwargs):
    return office.post(url, {"action": action, ACTION_CHECKBOX_NAME: row.pk} | kwargs)


def terms(company, **kwargs) -> dict:
    return {
        "company": company.pk,
        "kind": "ordinary",
        "start_on": "2025-05-01",
        "end_on": "",
        "resolution": "",
        "reason": "Handed over",
    } | kwargs


@pytest.mark.parametrize("model", ["building", "floor", "floorplan", "space", "allocation", "booking"])
def test_every_list_opens_and_nothing_can_be_deleted(office, model):
    AllocationFactory()
    BookingFactory()

    response = office.get(f"/admin/spaces/{model}/")

    assert response.status_code == 200
    assert "delete_selected" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_spaces_takes_the_same_queries_for_any_number(
    office, count, django_assert_max_num_queries
):
    for _number in range(count):
        AllocationFactory(unit__floor__building__name="Villa" + "x" * _number)

    with django_assert_max_num_queries(12):
        office.get(UNITS)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("free=yes", ["FREE"]),
        ("free=empty", ["FREE", "WORKS"]),
        ("free=no", ["HELD"]),
        ("condition=under_works", ["WORKS"]),
        ("condition=none", ["FREE", "HELD", "ROOM"]),
        ("kind__exact=room", ["ROOM"]),
    ],
)
def test_spaces_are_filtered_by_who_holds_them_and_their_condition(office, query, codes):
    AllocationFactory(unit__code="HELD")
    SpaceFactory(code="FREE")
    ConditionFactory(space__code="WORKS", state="under_works")
    RoomFactory(code="ROOM")

    response = office.get(f"{UNITS}?{query}")

    assert sorted(space.code for space in response.context["cl"].queryset) == codes


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
    assert summary.context["changes"][0] == ("Held by", "nobody", "Nodo, since 1 May 2025")
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
        "The unit changed after you opened this page: A1 is held by Nodo since 1 Jan 2025, without an end."
        " Begin again from the list."
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
        "Tick one row: this is done one at a time."
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
        "A1 is held by Nodo since 1 Jan 2021, without an end."
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


def test_a_booking_is_looked_at_and_cancelled(office):
    booking = BookingFactory()

    page = office.get(f"/admin/spaces/booking/{booking.pk}/change/")
    asked = act(office, "/admin/spaces/booking/", "cancel", booking)
    act(office, "/admin/spaces/booking/", "cancel", booking, do="1")

    assert (page.status_code, asked.status_code) == (200, 200)
    assert 'name="_save"' not in page.content.decode()
    assert Booking.objects.get().state == "cancelled"


def test_claims_are_not_in_the_back_office(office):
    from django.contrib import admin  # noqa: PLC0415

    assert Claim not in admin.site._registry


def condition_forms(rows: list[dict], initial: int = 0) -> dict:
    data = {
        "conditions-TOTAL_FORMS": len(rows),
        "conditions-INITIAL_FORMS": initial,
        "allocations-TOTAL_FORMS": 0,
        "allocations-INITIAL_FORMS": 0,
        "pictures-TOTAL_FORMS": 0,
        "pictures-INITIAL_FORMS": 0,
    }
    for place, row in enumerate(rows):
        data |= {f"conditions-{place}-{name}": value for name, value in row.items()}
    return data


def change(office, unit: Space, rows: list[dict], initial: int = 0, **more: str):
    fields = {
        "name": "",
        "floor": unit.floor_id,
        "area_m2": "50",
        "use": "work",
        "capacity": "",
        "description": "",
        "features": "",
        "valid_to": "",
    }
    rows = [{"id": "", "space": unit.pk, "resolution": ""} | row for row in rows]
    return office.post(f"{UNITS}{unit.pk}/change/", fields | more | condition_forms(rows, initial))


def test_one_condition_is_ended_and_the_next_begun_at_once(office):
    works = ConditionFactory(state="under_works", start_on=date(2020, 1, 1))
    rows = [
        {"id": works.pk, "state": "under_works", "start_on": "2020-01-01", "end_on": "2021-01-01"},
        {"state": "usable", "start_on": "2021-01-01", "end_on": ""},
    ]

    change(office, works.space, rows, initial=1)

    assert list(Condition.objects.order_by("start_on").values_list("state", "end_on")) == [
        ("under_works", date(2021, 1, 1)),
        ("usable", None),
    ]


def test_two_conditions_on_a_day_are_refused(office):
    unit = SpaceFactory()
    rows = [
        {"state": "under_works", "start_on": "2020-01-01", "end_on": ""},
        {"state": "usable", "start_on": "2021-01-01", "end_on": ""},
    ]

    response = change(office, unit, rows)

    errors = response.context["inline_admin_formsets"][0].non_form_errors()
    assert errors == ["Two conditions hold on 1 Jan 2021. End the first one."]


@pytest.mark.parametrize("code", ["plan", "renewal", "Find", "Buildings", "A 1", "A/1", "A?"])
def test_words_of_our_addresses_and_odd_signs_are_no_codes(office, code):
    fields = {"code": code, "kind": "unit", "floor": FloorFactory().pk, "area_m2": "50", "use": "work"}

    response = office.post(f"{UNITS}add/", fields | condition_forms([]))

    assert list(response.context["adminform"].form.errors) == ["code"]


@pytest.mark.parametrize(
    "shapes", [[], {"A1": [[0, 0]]}, {"A1": "M0 0"}, {"A1": [[0, 0], [1, 1], [2, None]]}]
)
def test_a_plan_that_cannot_be_drawn_is_refused(shapes):
    plan = FloorPlanFactory.build(floor=FloorFactory(), shapes=shapes, walls=[[[0, 0], [1, 1], [1, 0]]])

    with pytest.raises(ValidationError) as refused:
        plan.clean()

    assert list(refused.value.message_dict) == ["shapes"]


@pytest.mark.parametrize("path", [UNITS, ALLOCATIONS, "/admin/spaces/booking/"])
def test_members_do_not_enter_the_back_office(client_of, representative, path):
    assert client_of(representative).get(path).status_code == 302
