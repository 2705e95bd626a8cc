"""Dividing, joining and swapping units in the back-office."""

from decimal import Decimal

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.reshaping.models import Reshaping
from tests.factories.spaces import (
    AllocationFactory,
    SpaceFactory,
)
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


DECIDED = {"day": "2025-05-01", "resolution": "", "reason": "A wall"}


def test_a_unit_is_divided_in_three_steps(office, coordinator):
    held = AllocationFactory(unit__code="A1", unit__area_m2=50, company__name="Nodo")
    wanted = {
        "code_1": "A1a",
        "area_1": "30,5",
        "kept_1": "on",
        "code_2": "A1b",
        "area_2": "18",
        "name_2": "",
    }
    steps = Steps(office, UNITS, "split", held.unit, **wanted, **DECIDED)

    changes = steps.changes()
    untouched = (Space.objects.count(), Reshaping.objects.count(), Allocation.objects.on().get())
    page = steps.do()

    assert untouched == (1, 0, held)
    assert changes == {
        "A1": ("50 m², Nodo", "out of use from 1 May 2025"),
        "A1a": ("", "30.5 m², Nodo"),
        "A1b": ("", "18 m², nobody"),
        "Decided by": ("", "A wall"),
        "m² free on 1 May 2025": ("0", "18"),
        "m² usable on 1 May 2025": ("50", "48.5"),
        "Private units on 1 May 2025": ("1", "2"),
        "Floor plan": (
            "A1",
            "A new plan is needed, with A1a, A1b. Until it is uploaded, they appear only in the table.",
        ),
    }
    assert messages_of(page) == ["From 1 May 2025, A1 becomes A1a, A1b. Upload a new plan of the floor."]
    assert Reshaping.objects.get().recorded_by == coordinator
    assert Space.objects.get(code="A1a").area_m2 == Decimal("30.5")


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"code_2": ""}, ["code_2"]),
        ({"area_1": "much"}, ["area_1"]),
        ({"area_1": "0"}, ["area_1"]),
        ({"code_2": "a1A"}, ["code_2"]),
        ({"area_3": "2"}, ["code_3"]),
        ({"code_3": "A1c"}, ["area_3"]),
        ({"reason": ""}, ["reason"]),
        ({"day": "31/02/2025"}, ["day"]),
        ({"area_1": "45"}, ["__all__"]),
    ],
)
def test_a_wrong_division_is_refused_where_it_is_wrong(office, wrong, errors):
    unit = SpaceFactory(code="A1", area_m2=50)
    wanted = {"code_1": "A1a", "area_1": "30", "code_2": "A1b", "area_2": "18"} | DECIDED | wrong

    page = Steps(office, UNITS, "split", unit, **wanted).check()

    assert list(page.context["form"].errors) == errors
    assert not page.context["changes"]
    assert Space.objects.count() == 1


def test_units_are_joined_in_three_steps(office):
    one = AllocationFactory(unit__code="A1", company__name="Nodo")
    other = SpaceFactory(code="A2", floor=one.unit.floor)
    wanted = {"code": "A12", "name": "", "area_m2": "104", "company": one.company_id} | DECIDED
    steps = Steps(office, UNITS, "merge", one.unit, other, **wanted)

    changes = steps.changes()
    steps.do()

    assert steps.form["area_m2"].initial == 100
    assert changes["A12"] == ("", "104 m², Nodo")
    assert changes["m² free on 1 May 2025"] == ("50", "0")
    assert Allocation.objects.on().get().unit.code == "A12"


def test_three_units_are_swapped_in_three_steps(office):
    rows = [AllocationFactory(unit__code=f"A{number}", company__name=f"Of A{number}") for number in (1, 2, 3)]
    steps = Steps(office, UNITS, "swap", *[row.unit for row in rows], **DECIDED)
    steps.wanted |= {name: field.initial for name, field in steps.form.fields.items() if name[:3] == "to_"}

    changes = steps.changes()
    page = steps.do()

    assert changes["Of A1"] == ("A1, 50 m²", "A2, 50 m²")
    assert messages_of(page) == ["From 1 May 2025: Of A1: A2, Of A2: A3, Of A3: A1."]


def test_two_companies_cannot_be_sent_to_one_unit(office):
    one, other, third = (AllocationFactory().unit for _number in range(3))
    steps = Steps(office, UNITS, "swap", one, other, third, **DECIDED)
    steps.wanted |= {f"to_{one.pk}": third.pk, f"to_{other.pk}": third.pk, f"to_{third.pk}": one.pk}

    assert steps.check().context["form"].non_field_errors() == ["Two companies cannot go to the same unit."]


def test_what_needs_two_units_says_so(office):
    unit = SpaceFactory()
    page = office.post(UNITS, {"action": "merge", ACTION_CHECKBOX_NAME: [unit.pk]}, follow=True)

    assert messages_of(page) == ["Tick two rows or more, at most 12."]
