"""That a unit is held by two at a time is refused whichever way it is written (case 15), and stale forms."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, transaction

from multifactory.lib.checks import check_overlap_triggers
from spaces.allocations.models import Allocation
from tests.conftest import ROOT
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db
UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


@pytest.fixture
def held() -> Allocation:
    return AllocationFactory(unit__code="A1", company__name="Nodo")


def rival(held: Allocation, **kwargs) -> Allocation:
    given = {"start_on": date(2025, 1, 1), "area_m2": 50, "reason": "Again"}
    return Allocation(unit=held.unit, company=CompanyFactory(), **given | kwargs)


def is_refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_bulk_create_is_refused(held):
    one = AllocationFactory(end_on=date(2024, 1, 1))

    both = [rival(one), rival(one, start_on=date(2026, 1, 1))]
    assert is_refused(lambda: Allocation.objects.bulk_create([rival(held)]))
    assert is_refused(lambda: Allocation.objects.bulk_create(both))  # with each other
    assert is_refused(lambda: Allocation.objects.bulk_create([rival(held)], ignore_conflicts=False))
    assert Allocation.objects.count() == 2


def test_queryset_update_is_refused(held):
    other = AllocationFactory()

    assert is_refused(lambda: Allocation.objects.filter(pk=other.pk).update(unit=held.unit))


def test_voiding_and_reviving_is_refused_where_somebody_else_came(held):
    now = held.recorded_at
    Allocation.objects.filter(pk=held.pk).update(voided_at=now, void_reason="Wrong")
    AllocationFactory(unit=held.unit)

    assert is_refused(lambda: Allocation.objects.filter(pk=held.pk).update(voided_at=None))


def test_the_form_of_the_back_office_is_refused(office, held):
    fields = {"unit": held.unit_id, "company": CompanyFactory().pk, "kind": "ordinary"}
    fields |= {"start_on": "2025-01-01", "end_on": "", "resolution": "", "reason": "Again"}

    page = office.post(f"{ALLOCATIONS}add/", fields)

    assert page.context["adminform"].form.non_field_errors() == [
        "A1 is allocated to Nodo from 1 Jan 2021, with no end date."
    ]


def test_the_lines_within_the_page_of_a_space_write_no_allocation(office, held):
    data = {"name": "", "floor": held.unit.floor_id, "area_m2": "50", "description": "", "features": ""}
    data |= {"valid_from": "", "valid_to": "", "conditions-TOTAL_FORMS": 0, "conditions-INITIAL_FORMS": 0}
    data |= {
        "allocations-TOTAL_FORMS": 1,
        "allocations-INITIAL_FORMS": 0,
        "allocations-0-start_on": "2025-01-01",
    }
    data |= {"allocations-0-company": CompanyFactory().pk, "allocations-0-reason": "Again"}

    office.post(f"{UNITS}{held.unit_id}/change/", data)

    assert list(Allocation.objects.all()) == [held]


@pytest.mark.django_db(transaction=True)
def test_the_shell_is_refused(held, other_process):
    company = CompanyFactory()
    code = (
        "from spaces.allocations.models import Allocation;"
        f"Allocation.objects.create(unit_id={held.unit_id}, company_id={company.pk},"
        " start_on='2025-01-01', area_m2=50, reason='Again')"
    )

    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=os.environ | other_process,
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 1
    assert "allocation_overlap" in done.stderr
    assert Allocation.objects.count() == 1


def test_every_trigger_is_there_after_all_migrations():
    assert check_overlap_triggers(databases=["default"]) == []


def test_of_two_coordinators_the_second_reads_what_the_first_did(client_of, coordinator, held):
    """Case 16: both opened the page before either wrote."""
    other = AllocationFactory(unit__code="A2", company__name="Argine")
    empty = SpaceFactory(code="A3", floor=held.unit.floor)
    first, second = client_of(coordinator), client_of(coordinator)
    units = {ACTION_CHECKBOX_NAME: [held.unit_id, other.unit_id], "action": "swap"}
    swap = {f"to_{held.unit_id}": other.unit_id, f"to_{other.unit_id}": held.unit_id}
    swap |= {"day": "2025-05-01", "resolution": "", "reason": "Agreed"}
    stamp = first.post(UNITS, units).context["form"]["stamp"].initial

    first.post(UNITS, units | swap | {"stamp": stamp, "do": "1"})
    late = second.post(UNITS, units | swap | {"stamp": stamp, "check": "1"})

    [error] = late.context["form"].non_field_errors()
    assert error.startswith(
        "The unit changed after you opened this page: A1 is allocated to Nodo from 1 Jan 2021"
    )
    assert "A1 is allocated to Argine from 1 May 2025" in error
    assert not late.context["changes"]
    assert empty.allocations.count() == 0
