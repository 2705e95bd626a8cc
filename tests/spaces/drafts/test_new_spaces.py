"""Spaces made of the shapes of a drawing that match none."""

from decimal import Decimal

import pytest

from spaces.building.models import Space
from spaces.drafts.models import PlanDraft
from spaces.drafts.new_spaces import area_in_m2, code_of, metres_wide
from spaces.drafts.svg_reader import read_drawing
from spaces.plans.models import FloorPlan
from tests.factories.spaces import FloorFactory, SpaceFactory
from tests.spaces.drafts.svg_files import svg
from tests.spaces.drafts.test_admin import address, send

pytestmark = pytest.mark.django_db
# Eight rooms of 10 by 5 in two rows: 40 wide.
EIGHT = "".join(
    f'<rect id="R{number}" x="{number % 4 * 10}" y="{number // 4 * 5}" width="10" height="5"/>'
    for number in range(8)
)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["A1"], "A1"),
        (["rect77", "A1"], "A1"),
        (["path12-3"], ""),
        (["Rectangle"], ""),
        (["the long hall"], ""),
        (["x" * 21], ""),
        ([], ""),
    ],
)
def test_a_name_that_an_editor_gave_is_no_code(names, code):
    assert code_of(names) == code


def test_areas_follow_from_the_width_of_all_shapes_or_from_a_space_that_is_known():
    sheet = read_drawing(svg(EIGHT))
    wide = metres_wide(sheet, {"R0": 0}, {"R0": Decimal(200)})  # 10 by 5 units are 200 m²: 2 m a unit

    assert (wide, area_in_m2(sheet.shapes[1], sheet, 80)) == (80.0, Decimal("200.00"))
    assert metres_wide(sheet, {"R0": 0}, {"R0": None}) is None


def test_eight_shapes_without_a_space_become_spaces_in_one_step_and_are_the_plan(office):
    """Each had to be entered by hand, code by code, before the drawing could be published."""
    floor = FloorFactory()
    send(office, floor, svg(EIGHT))
    draft = PlanDraft.objects.get()
    make = office.get(address(draft)).context["make"]
    assert [(code.initial, kind.initial) for _one, code, kind in make.rows()] == [
        (f"R{number}", "unit") for number in range(8)
    ]

    rows = {f"code_{number}": f"R{number}" for number in range(8)}
    rows |= {f"kind_{number}": "unit" for number in range(8)} | {"kind_7": "room"}
    office.post(address(draft), {"make": "1", "revision": draft.revision, "wide": "20,0", **rows})

    spaces = Space.objects.filter(floor=floor).order_by("code")
    assert list(spaces.values_list("code", "kind", "area_m2")) == [
        (f"R{number}", "room" if number == 7 else "unit", Decimal("12.50")) for number in range(8)
    ]
    draft.refresh_from_db()
    office.post(address(draft), {"publish": "1", "revision": draft.revision, "valid_from": "2026-01-01"})
    assert sorted(FloorPlan.objects.get(floor=floor).shapes) == [f"R{number}" for number in range(8)]


def test_a_code_of_another_floor_is_refused_by_name_and_nothing_is_made(office):
    SpaceFactory(code="R1")
    floor = FloorFactory()
    send(office, floor, svg(EIGHT))
    draft = PlanDraft.objects.get()
    rows = {f"kind_{number}": "unit" for number in range(8)} | {"code_0": "R0", "code_1": "r1"}

    page = office.post(address(draft), {"make": "1", "revision": draft.revision, "wide": "20", **rows})

    assert page.context["make"].non_field_errors() == [
        "r1: Another space has this code. A code is never used again."
    ]
    assert list(Space.objects.values_list("code", flat=True)) == ["R1"]


def test_a_row_without_a_code_makes_no_space_and_none_at_all_is_said(office):
    floor = FloorFactory()
    send(office, floor, svg(EIGHT))
    draft = PlanDraft.objects.get()
    kinds = {f"kind_{number}": "unit" for number in range(8)}
    post = {"make": "1", "revision": draft.revision, "wide": "20", **kinds}

    empty = office.post(address(draft), post)
    office.post(address(draft), {**post, "code_3": "R3"})

    assert empty.context["make"].non_field_errors() == ["Give at least one shape a code."]
    assert list(Space.objects.values_list("code", flat=True)) == ["R3"]
