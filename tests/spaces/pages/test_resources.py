"""Spaces in from a file and out to one."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spaces.building.models import Space
from tests.factories.spaces import AllocationFactory, FloorFactory, SpaceFactory

pytestmark = pytest.mark.django_db


SPACES, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.fixture
def floor():
    return FloorFactory(building__slug="villa", building__name="Villa", name="Ground floor")


def look(office, url: str, text: str):
    return office.post(
        f"{url}import/", {"import_file": SimpleUploadedFile("t.csv", text.encode()), "resource": "0"}
    )


def write(office, url: str, page):
    return office.post(f"{url}process_import/", page.context["confirm_form"].initial)


def faults(page) -> list[tuple[int, str, str]]:
    lines = page.context["result"].bad_lines()
    return [(line.number, *fault) for line in lines for fault in line.faults]


def test_spaces_are_read_with_comma_decimals_and_written_the_same(office, floor):
    text = (
        "code;kind;floor;area_m2;valid_from\n"
        "A1;unit;villa/0;62,5;31/01/2024\n"
        "A2;private unit;Villa, Ground floor;40;\n"
    )

    page = look(office, SPACES, text)
    write(office, SPACES, page)
    again = look(office, SPACES, text)

    assert list(Space.objects.values_list("code", "kind", "area_m2", "valid_from")) == [
        ("A1", "unit", Decimal("62.5"), date(2024, 1, 31)),
        ("A2", "unit", Decimal(40), None),
    ]
    assert [line.kind for line in again.context["result"].lines()] == ["skip", "skip"]


def test_bad_rows_of_spaces_are_named_and_nothing_is_written(office, floor):
    SpaceFactory(code="A9", floor=floor)
    text = (
        "code,kind,floor,area_m2\n"
        "A1,unit,villa/0,much\n"
        "A2,unit,villa/9,40\n"
        "A3,unit,villa/0,0\n"
        "plan,unit,villa/0,40\n"
        "A9,room,villa/0,40\n"
        "A4,unit,villa/0,40\n"
        "a4,unit,villa/0,40\n"
    )

    page = look(office, SPACES, text)

    assert [(number, column) for number, column, _text in faults(page)] == [
        (2, "area_m2"),
        (3, "floor"),
        (4, "area_m2"),
        (5, "code"),
        (6, "kind"),
        (8, "code"),
    ]
    assert list(Space.objects.values_list("code", flat=True)) == ["A9"]


def test_a_space_somebody_holds_does_not_go_out_of_use_by_a_file(office, floor):
    AllocationFactory(unit__code="A1", unit__floor=floor, company__name="Nodo")

    page = look(office, SPACES, "code,valid_to\nA1,2025-01-01\n")

    assert faults(page) == [(2, "valid_to", "A1 is allocated to Nodo from 1 Jan 2021, with no end date.")]


@pytest.mark.parametrize(("url", "first"), [(SPACES, "'=A1"), (ALLOCATIONS, "'=A1")])
def test_a_downloaded_cell_runs_nothing(office, url, first):
    # The form refuses such a code; the shell does not.
    AllocationFactory(unit__code="=A1", reason="=1+1")

    response = office.post(f"{url}export/", {"format": "0", "resource": "0"})

    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[1].split(",")[0] == first
    assert ",=" not in text
