"""Allocations in from a file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spaces.allocations.models import Allocation
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db


SPACES, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


def look(office, url: str, text: str):
    return office.post(
        f"{url}import/", {"import_file": SimpleUploadedFile("t.csv", text.encode()), "resource": "0"}
    )


def write(office, url: str, page):
    return office.post(f"{url}process_import/", page.context["confirm_form"].initial)


def faults(page) -> list[tuple[int, str, str]]:
    lines = page.context["result"].bad_lines()
    return [(line.number, *fault) for line in lines for fault in line.faults]


def test_allocations_of_a_file_go_through_the_service(office, coordinator):
    SpaceFactory(code="A1", area_m2=62)
    CompanyFactory(name="Nodo")
    resolution = ResolutionFactory()
    text = (
        "unit,company,start_on,end_on,resolution,reason\n"
        f"A1,nodo,2024-01-01,2025-01-01,{resolution.year}/{resolution.number},\n"
        "A1,Nodo,2025-01-01,,,Goes on\n"
    )

    write(office, ALLOCATIONS, look(office, ALLOCATIONS, text))

    rows = Allocation.objects.order_by("start_on")
    assert list(rows.values_list("end_on", "resolution", "reason", "area_m2", "recorded_by")) == [
        (date(2025, 1, 1), resolution.pk, "", 62, coordinator.pk),
        (None, None, "Goes on", 62, coordinator.pk),
    ]
    assert [line.kind for line in look(office, ALLOCATIONS, text).context["result"].lines()] == [
        "skip",
        "skip",
    ]


def test_an_overlap_in_a_file_is_refused_by_row_and_all_of_it(office):
    SpaceFactory(code="A1")
    CompanyFactory(name="Nodo")
    CompanyFactory(name="Argine")
    text = (
        "unit,company,start_on,reason\n"
        "A1,Nodo,2024-01-01,First\n"
        "A1,Argine,2025-01-01,Second\n"
        "A1,,2025-01-01,Third\n"
        "A1,Nodo,31-02-2025,Fourth\n"
        "A7,Nodo,2025-03-01,Fifth\n"
        "A1,Argine,2023-01-01,\n"
    )

    page = look(office, ALLOCATIONS, text)

    assert [(number, column) for number, column, _text in faults(page)] == [
        (3, ""),
        (4, "company"),
        (5, "start_on"),
        (6, "unit"),
        (7, "reason"),
    ]
    assert faults(page)[0][2] == "A1 is allocated to Nodo from 1 Jan 2024, with no end date."
    assert Allocation.objects.count() == 0


def test_an_allocation_on_record_is_not_rewritten_by_a_file(office):
    AllocationFactory(unit__code="A1", company__name="Nodo")
    CompanyFactory(name="Argine")

    page = look(office, ALLOCATIONS, "unit,company,start_on,reason\nA1,Argine,2021-01-01,Better\n")

    assert faults(page) == [
        (
            2,
            "",
            ("This allocation is already recorded with other details. End, extend or void it in the list."),
        )
    ]
