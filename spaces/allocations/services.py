"""Allocating private units."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from spaces.allocations.edit_tokens import check_unit_unchanged
from spaces.allocations.models import Allocation
from spaces.allocations.rules import check_end
from spaces.allocations.validation import check_allocation, check_free
from spaces.building.models import Space
from spaces.building.services import lock_spaces, void_row
from spaces.hooks import allocated


@transaction.atomic
def allocate(
    unit: Space,
    *,
    company: Company,
    start_on: date,
    by: User | None,
    end_on: date | None = None,
    kind: str = Allocation.Kind.ORDINARY,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> Allocation:
    """Give a unit to a company from a day on; refused if the unit changed since the page of `edit_token`."""
    unit = _locked_unit(unit)
    check_unit_unchanged(unit, edit_token)
    check_allocation(
        unit,
        company=company,
        start_on=start_on,
        end_on=end_on,
        kind=kind,
        resolution=resolution,
        reason=reason,
    )
    allocation = Allocation(
        unit=unit,
        company=company,
        kind=kind,
        start_on=start_on,
        end_on=end_on,
        area_m2=unit.area_m2 or 0,  # a unit always has one, by its constraint
        resolution=resolution,
        reason=reason.strip(),
        recorded_by=by,
    )
    with _overlap_explained(allocation):
        allocation.save()
    for then in allocated:
        then(allocation)
    return allocation


@transaction.atomic
def extend_allocation(
    allocation: Allocation,
    *,
    end_on: date | None,
    by: User | None,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> Allocation:
    """Let a company go on where its time in a unit ends: a term of its own, with a decision of its own.

    So the first decision stays on record as it was taken.
    """
    ending = Allocation.objects.select_related("unit", "company").get(pk=allocation.pk)
    if ending.voided_at is not None:
        raise ValidationError(_("This allocation was voided."))
    if ending.end_on is None:
        raise ValidationError(_("This allocation has no end date, so there is nothing to extend."))
    return allocate(
        ending.unit,
        company=ending.company,
        start_on=ending.end_on,
        end_on=end_on,
        kind=ending.kind,
        resolution=resolution,
        reason=reason,
        edit_token=edit_token,
        by=by,
    )


@transaction.atomic
def end_allocation(
    allocation: Allocation,
    *,
    end_on: date,
    by: User | None,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> Allocation:
    """Make the unit free from a day on. Ending it again on the same day changes nothing."""
    unit = _locked_unit(allocation.unit)
    allocation = Allocation.objects.select_related("unit", "company").get(pk=allocation.pk)
    if allocation.end_on == end_on and allocation.voided_at is None:
        return allocation
    check_unit_unchanged(unit, edit_token)
    check_end(allocation, end_on=end_on, resolution=resolution, reason=reason)
    allocation.end_on, allocation.ended_by = end_on, by
    allocation.end_resolution, allocation.end_reason = resolution, reason.strip()
    with _overlap_explained(allocation):
        allocation.save(update_fields=["end_on", "end_resolution", "end_reason", "ended_by"])
    return allocation


@transaction.atomic
def void_allocation(allocation: Allocation, *, reason: str, by: User | None) -> Allocation:
    """Mark an allocation as a mistake: it counts no more, and stays in the record. Again: changes nothing."""
    _locked_unit(allocation.unit)
    allocation = Allocation.objects.select_related("unit", "company").get(pk=allocation.pk)
    void_row(allocation, reason=reason, by=by)
    return allocation


def _locked_unit(unit: Space) -> Space:
    return lock_spaces([unit.pk])[0]


@contextmanager
def _overlap_explained(allocation: Allocation) -> Iterator[None]:
    """Explain the refusal of the database as the check before it does."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        check_free(allocation.unit, allocation.start_on, allocation.end_on, apart_from=allocation)
        raise
